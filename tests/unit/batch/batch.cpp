/// What cannot be asked of a batch: every word of the error.

#include "opiodyn/batch.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <limits>

#include "support/throws.hpp"

namespace od = opiodyn;
using Statistic = od::Metric::Statistic;

namespace {

std::string refused(const od::BatchRequest& request, const od::SolverOptions& options = {},
                    std::size_t subjects = 1) {
    static const od::Model model;
    const std::vector<od::Subject> list(subjects, od::Subject{model, od::Regimen()});
    return support::thrown([&] { od::simulate_batch(list, request, options); });
}

od::BatchRequest over(const od::Window& window) {
    return {{}, {}, {{Statistic::mean, "tone.mu", window, 0.0}}};
}

}  // namespace

TEST_CASE("requests that cannot be answered are refused before anything is computed") {
    CHECK(refused({}) == "InputError: request = empty: needs output times or metrics");
    CHECK(refused({{1.0}, {}, {}}) == "InputError: columns = none: times and columns go together");
    CHECK(refused({{}, {"tone.mu"}, {{Statistic::peak, "tone.mu", {0.0, 1.0}, 0.0}}}) ==
          "InputError: times = none: times and columns go together");
    CHECK(refused({{2.0, 1.0}, {"tone.mu"}, {}}) ==
          "InputError: times[1] = 1: must not be before times[0] = 2; sort the times");
    CHECK(refused({{-1.0}, {"tone.mu"}, {}}).starts_with("InputError: times[0] = -1"));
    CHECK(refused({{1.0}, {"tone.nu"}, {}}).starts_with("UnknownNameError: column = 'tone.nu'"));
    CHECK(refused(over({5.0, 5.0})) ==
          "InputError: metrics[0].window.end = 5: must be after begin = 5");
    CHECK(refused(over({0.0, std::numeric_limits<double>::infinity()}))
              .starts_with("InputError: metrics[0].window.end"));
    CHECK(refused(over({0.0, 48.0, 24.0, 8.0, 30.0})) ==
          "InputError: metrics[0].window.to = 30: must be above from = 8 and at most the period "
          "= 24");
    CHECK(refused(over({0.0, 5.0, 24.0, 8.0, 24.0})) ==
          "InputError: metrics[0].window.from = 8: leaves no hour of the window from 0 to 5 h");
    CHECK(refused({{1.0}, {"tone.mu"}, {}}, {.method = od::Method::dopri5}) ==
          "InputError: method = dopri5: batches run by rodas5p");
    CHECK(refused({{1.0}, {"tone.mu"}, {}}, {.rtol = 0.0}).starts_with("InputError: rtol = 0"));
}

TEST_CASE("a request too large for memory is refused with its size") {
    const od::BatchRequest large{std::vector<double>(200'000, 1.0), {"tone.mu", "tone.delta"}, {}};
    CHECK(refused(large, {}, 1000) ==
          "InputError: request = 4e+08 values, 3.2 GB: must be at most 2.5e+08, 2 GB (subjects x "
          "times x columns, and metrics; ask for fewer at a time)");
}
