#include <algorithm>
#include <cmath>

#include "opiodyn/error.hpp"
#include "opiodyn/people.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn {
namespace {

Covariate draw(const std::string&, const Covariate& fixed, const Person&) { return fixed; }

/// Returns a draw from a log-normal distribution with this mean and standard deviation.
Covariate draw(const std::string& name, const Spread& spread, const Person& person) {
    const double variance = std::log1p(std::pow(spread.sd / spread.mean, 2));
    const double z = random::normal(person.seed, person.index, random::draw_of(name));
    return spread.mean * std::exp(std::sqrt(variance) * z - 0.5 * variance);
}

Covariate draw(const std::string& name, const Shares& shares, const Person& person) {
    double u = random::uniform(person.seed, person.index, random::draw_of(name));
    for (const auto& [category, share] : shares)
        if ((u -= share) < 0.0) return category;
    return shares.rbegin()->first;  // Rounding may leave the sum below 1.
}

void check_distribution(const std::string& name, const Covariate& fixed) {
    check(Covariates{{name, fixed}});
}

void check_distribution(const std::string& name, const Spread& spread) {
    check(Covariates{{name, spread.mean}});
    require_non_negative(name + " standard deviation", spread.sd);
    require_finite(name + " variance", std::pow(spread.sd / spread.mean, 2));
}

void check_distribution(const std::string& name, const Shares& shares) {
    double sum = 0.0;
    for (const auto& [category, share] : shares) {
        check(Covariates{{name, category}});
        sum += require_fraction(name + " " + category, share);
    }
    if (std::abs(sum - 1.0) > 1e-9)
        throw InputError(name, to_text(sum), "the shares of its categories must sum to 1");
}

}  // namespace

std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates) {
    return population(n, seed, covariates, 0, static_cast<std::uint64_t>(n));
}

std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates,
                               std::uint64_t first, std::uint64_t most) {
    constexpr std::int64_t largest = 10'000'000;
    if (n < 1 || n > largest)
        throw InputError("n", std::to_string(n), "must lie between 1 and 10000000");
    for (const auto& [name, distribution] : covariates)
        std::visit([&, &key = name](const auto& d) { check_distribution(key, d); }, distribution);
    const auto all = static_cast<std::uint64_t>(n);
    std::vector<Person> people(std::min(most, all - std::min(first, all)));
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto& person = people[i];
        person.seed = seed;
        person.index = first + i;
        for (const auto& [name, distribution] : covariates)
            person.covariates.emplace(
                name, std::visit([&, &key = name](const auto& d) { return draw(key, d, person); },
                                 distribution));
    }
    return people;
}

}  // namespace opiodyn
