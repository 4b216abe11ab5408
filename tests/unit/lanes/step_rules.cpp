#include "lanes/step_rules.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace detail = opiodyn::detail;
using detail::LaneFailure, detail::Progress;

TEST_CASE("the last two steps of a segment are halves, and the last lands on its end") {
    Progress progress(0.0, 10.0, 4.0);
    const auto first = progress.next();
    CHECK((first.h == 4.0 && first.end == 4.0 && !first.lands));
    progress.accept(first, 1.25);  // 5 h of the 6 that are left
    const auto second = progress.next();
    CHECK((second.h == 3.0 && second.end == 7.0 && !second.lands));
    progress.accept(second, 2.0);
    const auto last = progress.next();
    CHECK((last.h == 3.0 && last.end == 10.0 && last.lands));
    progress.accept(last, 1.0);
    CHECK(progress.time() == 10.0);
}

TEST_CASE("the end of a segment is reached exactly, whatever the rounding of the steps") {
    const double end = 0.1 + 0.2;
    Progress progress(0.1, end, 0.25);
    const auto step = progress.next();
    CHECK(step.lands);
    CHECK(step.end == end);
}

TEST_CASE("after a rejection the next step does not grow") {
    Progress progress(0.0, 1000.0, 8.0);
    CHECK(progress.reject(progress.next(), 0.5));
    const auto again = progress.next();
    CHECK(again.h == 4.0);
    progress.accept(again, 3.0);
    CHECK(progress.next().h == 4.0);
    progress.accept(progress.next(), 3.0);
    CHECK(progress.next().h == 12.0);
}

TEST_CASE("a subject gives up where the time cannot resolve its step") {
    const double t = 1000.0, spacing = std::nextafter(t, 2.0 * t) - t;
    Progress progress(t, 2.0 * t, 64.0 * spacing);
    CHECK(progress.reject(progress.next(), 0.5));
    CHECK_FALSE(progress.reject(progress.next(), 0.25));
    Progress at_zero(0.0, 1.0, 1e-17);  // 16 rounding errors of 0.001 h are 3.6e-18 h
    CHECK(at_zero.reject(at_zero.next(), 0.5));
    CHECK_FALSE(at_zero.reject(at_zero.next(), 0.2));
}

TEST_CASE("a step is rejected for the first reason that applies") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(detail::reason(false, infinity) == LaneFailure::singular);
    CHECK(detail::reason(true, infinity) == LaneFailure::not_finite);
    CHECK(detail::reason(true, 1.5) == LaneFailure::inaccurate);
    CHECK(detail::reason(true, 0.5) == LaneFailure::negative);
}

TEST_CASE("shorter steps are tried up to 1024, and no further than needed") {
    std::vector<int> counts;
    CHECK(detail::by_shorter_steps([&](int count) {
        counts.push_back(count);
        return count >= 8;
    }));
    CHECK(counts == std::vector{1, 2, 4, 8});
    counts.clear();
    CHECK_FALSE(detail::by_shorter_steps([&](int count) {
        counts.push_back(count);
        return false;
    }));
    CHECK(counts.back() == 1024);
}
