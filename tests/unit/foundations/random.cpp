#include "opiodyn/random.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>
#include <vector>

namespace draws = opiodyn::random;

TEST_CASE("Philox gives the published words of its known-answer test") {
    // Random123, kat_vectors: philox4x64, 10 rounds.
    const auto zero = draws::philox({0, 0, 0, 0}, {0, 0});
    CHECK(zero == std::array<std::uint64_t, 4>{0x16554d9eca36314cU, 0xdb20fe9d672d0fdcU,
                                               0xd7e772cee186176bU, 0x7e68b68aec7ba23bU});
}

TEST_CASE("a draw depends on seed, subject and draw, and on nothing else") {
    std::set<double> values;
    for (std::uint64_t seed = 0; seed < 3; ++seed)
        for (std::uint64_t subject = 0; subject < 3; ++subject)
            for (std::uint64_t draw = 0; draw < 3; ++draw) {
                values.insert(draws::uniform(seed, subject, draw));
                CHECK(draws::normal(seed, subject, draw) == draws::normal(seed, subject, draw));
            }
    CHECK(values.size() == 27);
}

TEST_CASE("a draw is the same in any order and whatever else is drawn") {
    std::vector<double> forwards, backwards;
    for (std::uint64_t subject = 0; subject < 50; ++subject)
        forwards.push_back(draws::normal(7, subject, 3));
    for (std::uint64_t subject = 1000; subject-- > 0;) {
        draws::uniform(7, subject, 2);
        const double draw = draws::normal(7, subject, 3);
        if (subject < 50) backwards.push_back(draw);
    }
    std::reverse(backwards.begin(), backwards.end());
    CHECK(forwards == backwards);
}

TEST_CASE("draws have the moments of their distributions") {
    constexpr int n = 100000;
    double sum = 0.0, squares = 0.0, u = 0.0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const double z = draws::normal(5, i, 0);
        sum += z;
        squares += z * z;
        u += draws::uniform(5, i, 0);
    }
    // Five standard errors: 1, sqrt(2) and 1 / sqrt(12) over sqrt(n).
    const double root = std::sqrt(static_cast<double>(n));
    CHECK(std::abs(sum / n) < 5.0 / root);
    CHECK(std::abs(squares / n - 1.0) < 5.0 * std::sqrt(2.0) / root);
    CHECK(std::abs(u / n - 0.5) < 5.0 / std::sqrt(12.0) / root);
}

TEST_CASE("uniform draws stay inside (0, 1), and names have draws of their own") {
    for (std::uint64_t i = 0; i < 10000; ++i) {
        const double u = draws::uniform(1, i, 2);
        REQUIRE((u > 0.0 && u < 1.0));
    }
    CHECK(draws::draw_of("") == 0xcbf29ce484222325U);   // FNV-1a, offset basis
    CHECK(draws::draw_of("a") == 0xaf63dc4c8601ec8cU);  // FNV-1a, published test vector
}
