#define OPIODYN_LANE_UNIT lanes_baseline

#include "scalars/lane_power.hpp"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "support/figure.hpp"
#include "support/random.hpp"
#include "support/worst.hpp"

namespace lanes = opiodyn::lanes_baseline;

namespace {

double one(double x, double p) {
    return lanes::power(lanes::Pack<1>(x), lanes::Pack<1>(p)).lane(0);
}

/// Error in units in the last place of the exact value.
double ulps(double value, long double exact) {
    const double rounded = static_cast<double>(exact);
    const double ulp = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
    return static_cast<double>((static_cast<long double>(value) - exact) / ulp);
}

template <int W>
bool same_as_one_lane(support::Random& random) {
    lanes::Pack<W> x, p;
    for (int k = 0; k < W; ++k) {
        x.set_lane(k, random.log_uniform(1e-150, 1e150));
        p.set_lane(k, random.uniform(-4.0, 6.0));
    }
    const auto r = lanes::power(x, p);
    for (int k = 0; k < W; ++k)
        if (std::bit_cast<std::uint64_t>(r.lane(k)) !=
            std::bit_cast<std::uint64_t>(one(x.lane(k), p.lane(k))))
            return false;
    return true;
}

double worst_ulps(double low, double high, double least_p, double most_p) {
    support::Random random(1614);
    support::Worst worst;
    for (int i = 0; i < 300000; ++i) {
        const double x = random.log_uniform(low, high), p = random.uniform(least_p, most_p);
        worst.add(ulps(one(x, p), std::pow(static_cast<long double>(x), p)));
    }
    return worst.value();
}

}  // namespace

TEST_CASE("power is accurate to a few units in the last place") {
    struct Range {
        const char* what;
        double low, high, least_p, most_p, limit;
    };
    // The last line is far outside of use: p times the error of the logarithm grows with p.
    for (const auto& [what, low, high, least_p, most_p, limit] :
         {Range{"occupied fractions, steepness 0.5 to 6", 1e-9, 1.0, 0.5, 6.0, 8.0},
          Range{"stimuli, exponent 0.5 to 2", 1e-6, 1e4, 0.5, 2.0, 4.0},
          Range{"step control", 1e-20, 1e20, -0.2, -0.05, 4.0},
          Range{"anything", 1e-40, 1e40, -7.0, 7.0, 10.0}}) {
        const double error = worst_ulps(low, high, least_p, most_p);
        support::figure(std::string("ulps of power, ") + what, error, limit);
        CHECK(error < limit);
    }
}

TEST_CASE("power has the same bits in every width") {
    support::Random random(5);
    bool same = true;
    for (int i = 0; i < 20000; ++i)
        same = same && same_as_one_lane<2>(random) && same_as_one_lane<4>(random) &&
               same_as_one_lane<8>(random);
    CHECK(same);
}

TEST_CASE("power at its ends") {
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(one(0.0, 2.0) == 0.0);
    CHECK(one(-1e-12, 2.5) == 0.0);
    CHECK(one(1.0, 3.7) == 1.0);
    CHECK(one(2.0, 10.0) == 1024.0);
    CHECK(one(0.5, 0.0) == 1.0);
    CHECK(one(1e-300, 2.0) == 0.0);
    CHECK(one(1e300, 2.0) == inf);
    CHECK(one(inf, 0.5) == inf);
    CHECK(one(inf, -0.1) == 0.0);
    CHECK(std::isnan(one(std::nan(""), 2.0)));
    CHECK(std::abs(ulps(one(3e-310, 0.5), std::pow(static_cast<long double>(3e-310), 0.5L))) <
          2.0);  // subnormal
}

TEST_CASE("exponential and logarithm are accurate to a few units in the last place") {
    support::Random random(1618);
    support::Worst exponentials, logarithms;
    const auto e_to = [](double x) { return lanes::exponential(lanes::Pack<1>(x)).lane(0); };
    const auto ln = [](double x) { return lanes::logarithm(lanes::Pack<1>(x)).lane(0); };
    for (int i = 0; i < 300000; ++i) {
        const double x = random.uniform(-700.0, 700.0), y = random.log_uniform(1e-150, 1e150);
        exponentials.add(ulps(e_to(x), std::exp(static_cast<long double>(x))));
        logarithms.add(ulps(ln(y), std::log(static_cast<long double>(y))));
    }
    support::figure("exponential, units in the last place", exponentials.value(), 4.0);
    support::figure("logarithm, units in the last place", logarithms.value(), 4.0);
    CHECK(exponentials.value() < 4.0);
    CHECK(logarithms.value() < 4.0);
    CHECK(e_to(0.0) == 1.0);
    CHECK(e_to(-800.0) == 0.0);
    CHECK(e_to(-1e300) == 0.0);
    CHECK(ln(0.0) == 0.0);
    CHECK(ln(-1.0) == 0.0);
}

TEST_CASE("select, positive_part and masks act on each lane alone") {
    lanes::Pack<4> x;
    for (int k = 0; k < 4; ++k) x.set_lane(k, k - 1.5);
    const auto positive = lanes::positive_part(x);
    const auto negative = x < lanes::Pack<4>(0.0);
    for (int k = 0; k < 4; ++k) {
        CHECK(negative.lane(k) == (k < 2));
        CHECK(positive.lane(k) == std::fmax(0.0, k - 1.5));
    }
    CHECK(std::isnan(lanes::positive_part(lanes::Pack<2>(std::nan(""))).lane(1)));
}
