#include "equations/presence.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/equations/binding.hpp"

namespace b = opiodyn::binding;
using opiodyn::detail::Presence;

namespace {

const Presence any = Presence::any(), none;

/// Returns whether the rates of two complexes can be anything but zero. The states are two concentrations, then the
/// complexes of their ligands.
std::array<bool, 2> moved(const std::array<Presence, 4>& y) {
    const b::Site<Presence> first{0, none, 2, any, any, none, any, false, any},
        second{1, none, 3, any, any, none, any, false, any};
    const b::Pool<Presence> pool{any, {first, second}};
    std::array<Presence, 4> rates{};
    b::add_derivative(pool, y, rates);
    return {rates[2].present(), rates[3].present()};
}

}  // namespace

TEST_CASE("a complex stays away while its ligand is not there, whatever others do") {
    CHECK(moved({none, none, none, none}) == std::array{false, false});
    CHECK(moved({any, none, none, none}) == std::array{true, false});
    CHECK(moved({any, none, any, none}) == std::array{true, false});
    CHECK(moved({any, any, any, none}) == std::array{true, true});
}

TEST_CASE("a complex that is there moves without its ligand") {
    CHECK(moved({none, none, any, none}) == std::array{true, false});
}

TEST_CASE("sums are there if a term is, and products if both factors are") {
    CHECK((any + none).present());
    CHECK((none - any).present());
    CHECK_FALSE((none + none).present());
    CHECK_FALSE((any * none).present());
    CHECK((any * any).present());
    CHECK_FALSE((none / any).present());
    CHECK((-any).present());
    CHECK_FALSE(Presence(0.0).present());
    CHECK(Presence(-2.0).present());
}

TEST_CASE("a power of zero is zero only for a positive exponent") {
    CHECK_FALSE(power(none, 2.0).present());
    CHECK(power(none, 0.0).present());
    CHECK(power(none, -0.5).present());
    CHECK_FALSE(positive_part(none).present());
    CHECK(smallest(none, any).present());
}
