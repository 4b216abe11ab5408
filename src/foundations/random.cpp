#include "opiodyn/random.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace opiodyn::random {
namespace {

/// Returns the high and the low half of a product of two words. It multiplies by halves, because not every
/// compiler has 128 bits.
std::pair<std::uint64_t, std::uint64_t> multiply(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t half = 0xffffffffU;
    const std::uint64_t low = (a & half) * (b & half);
    const std::uint64_t mid_a = (a >> 32U) * (b & half), mid_b = (a & half) * (b >> 32U);
    const std::uint64_t carry = (low >> 32U) + (mid_a & half) + (mid_b & half);
    return {(a >> 32U) * (b >> 32U) + (mid_a >> 32U) + (mid_b >> 32U) + (carry >> 32U), a * b};
}

/// Returns a number in (0, 1), the middle of one of 2^52 equal parts.
double fraction(std::uint64_t word) { return (static_cast<double>(word >> 12U) + 0.5) * 0x1p-52; }

/// Returns four random words, which depend on these numbers alone.
std::array<std::uint64_t, 4> block(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw,
                                   std::uint64_t stream = 0) {
    return philox({draw, subject, stream, 0}, {seed, 0});
}

}  // namespace

std::array<std::uint64_t, 4> philox(std::array<std::uint64_t, 4> counter,
                                    std::array<std::uint64_t, 2> key) {
    constexpr int rounds = 10;
    for (int i = 0; i < rounds; ++i) {
        const auto [high0, low0] = multiply(0xD2E7470EE14C6C93U, counter[0]);
        const auto [high1, low1] = multiply(0xCA5A826395121157U, counter[2]);
        counter = {high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0};
        key[0] += 0x9E3779B97F4A7C15U;
        key[1] += 0xBB67AE8584CAA73BU;
    }
    return counter;
}

double uniform(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw,
               std::uint64_t stream) {
    return fraction(block(seed, subject, draw, stream)[0]);
}

double normal(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw) {
    const auto words = block(seed, subject, draw);
    const double radius = std::sqrt(-2.0 * std::log(fraction(words[0])));
    return radius * std::cos(2.0 * std::numbers::pi * fraction(words[1]));
}

/// Returns the hash of a name by 64-bit FNV-1a.
std::uint64_t draw_of(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

}  // namespace opiodyn::random
