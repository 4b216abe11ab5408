/// What a schedule refuses because a double cannot hold what follows from the records: every word of it.

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/schedule.hpp"
#include "support/models.hpp"
#include "support/refusals.hpp"
#include "support/regimens/entries.hpp"

namespace od = opiodyn;
using support::dose, support::infusion, support::simple;

namespace {

constexpr auto po = od::Route::oral;

std::function<void()> flattened(const od::Regimen& regimen) {
    return [=] { od::flatten(regimen, simple); };
}

od::Dose with_F(double F) {
    auto d = dose("a", 1e300, po);
    d.F = F;
    return d;
}

}  // namespace

TEST_CASE("a schedule refuses numbers that a double cannot hold") {
    const std::string smaller = "is more than a number can hold; give it smaller numbers",
                      more = "is less than a number can hold; give it more, or for a shorter time";
    support::check({
        {flattened(with_F(1e8)), "InputError: amount of record[0] = inf: " + smaller},
        {flattened(infusion("a", 1e308, 1.0)), "InputError: amount of record[0] = inf: " + smaller},
        {flattened(infusion("a", 1e307, 0.01) + od::Regimen(infusion("a", 1e307, 0.01))),
         "InputError: rate of infusion of record[0] = inf: " + smaller},
        {flattened(infusion("a", 1e-300, 1e10)),
         "InputError: rate [nmol/h] of a = 1e-309: " + more},
    });
}
