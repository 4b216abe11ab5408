#include <algorithm>
#include <cmath>

#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"
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

/// Returns someone of a population.
Person drawn(std::uint64_t seed, std::uint64_t index,
             const std::map<std::string, Distribution>& covariates) {
    Person person{seed, index, {}};
    for (const auto& [name, distribution] : covariates)
        person.covariates.emplace(
            name, std::visit([&, &key = name](const auto& d) { return draw(key, d, person); },
                             distribution));
    return person;
}

}  // namespace

std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates) {
    return population(n, seed, covariates, 0, static_cast<std::uint64_t>(n));
}

std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates,
                               std::uint64_t first, std::uint64_t most) {
    if (n < 1 || n > limits::people)
        throw InputError("n", std::to_string(n),
                         "must lie between 1 and " + std::to_string(limits::people));
    for (const auto& [name, distribution] : covariates)
        std::visit([&, &key = name](const auto& d) { check_distribution(key, d); }, distribution);
    const auto all = static_cast<std::uint64_t>(n);
    const auto count = std::min(most, all - std::min(first, all));
    std::vector<Person> people;
    constexpr std::size_t links = 4;  // of a map, for each of its entries
    const std::size_t bytes = sizeof(Person) + covariates.size() * (sizeof(Covariates::value_type) +
                                                                    links * sizeof(void*));
    limits::allocate("n", static_cast<double>(count) * static_cast<double>(bytes / sizeof(double)),
                     [&] {
                         people.resize(static_cast<std::size_t>(count));
                         for (std::size_t i = 0; i < people.size(); ++i)
                             people[i] = drawn(seed, first + i, covariates);
                     });
    return people;
}

}  // namespace opiodyn
