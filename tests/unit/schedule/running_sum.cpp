/// The rate of the infusions that run now.

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "schedule/timeline.hpp"

using opiodyn::detail::RunningSum;

TEST_CASE("a sum forgets a term that is taken out, to the last bit") {
    for (const double large : {1000.0, 1e16, -3.7e8}) {
        CAPTURE(large);
        RunningSum sum;
        sum.add(large);
        sum.add(12.6);
        sum.remove(large);
        CHECK(sum.value() == 12.6);

        RunningSum other_way;
        other_way.add(12.6);
        other_way.add(large);
        other_way.remove(12.6);
        CHECK(other_way.value() == large);
    }
}

TEST_CASE("a sum is exact, whatever the sizes of its terms and their order") {
    RunningSum sum;
    for (const double term : {1e-260, 1093.8, 1e-300, 3.7e200, 0.1}) sum.add(term);
    for (const double term : {3.7e200, 0.1, 1093.8}) sum.remove(term);
    CHECK(sum.value() == 1e-260);
    sum.remove(1e-260);
    CHECK(sum.value() == 1e-300);
}

TEST_CASE("a sum keeps what many terms lose by rounding") {
    // A tenth is no binary number, so a plain sum of ten thousand of them beside 1e6 is off by 1e-9 or so.
    RunningSum sum;
    sum.add(1e6);
    for (int k = 0; k < 10'000; ++k) sum.add(0.1);
    sum.remove(1e6);
    // The double next to 0.1 is off by 5.6e-18, and 1000 is held to 1e-13.
    CHECK(std::abs(sum.value() - 1000.0) < 1e-12);
    for (int k = 0; k < 10'000; ++k) {
        CHECK_FALSE(sum.empty());
        sum.remove(0.1);
    }
    CHECK(sum.empty());
    CHECK(sum.value() == 0.0);
}
