#pragma once
/// This header says how people differ: covariates and between-subject variability of the parameters
/// (docs/theory.md, section 6). Threads may call its functions at once.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "opiodyn/model.hpp"

namespace opiodyn {

/// A covariate is a number or a category that is known of a person.
using Covariate = std::variant<double, std::string>;
/// Covariates go by name: weight [kg], age [years], creatinine_clearance [mL/min], smoker (no, yes),
/// hepatic (normal, compensated, decompensated).
using Covariates = std::map<std::string, Covariate>;

/// Checks covariates. Throws UnknownNameError for a name or category that is not known, and InputError for
/// a number that is not above 0 or a value of the other kind.
void check(const Covariates& covariates);

/// Returns the parameters of a model that covariates change, by full name, equation (23) of
/// docs/theory.md. A covariate that a drug's file does not know of has no effect on that drug. Throws as
/// check(), and NotKnownError for a category that the file names as missing.
std::map<std::string, double> parameters_of(const Model& model, const Covariates& covariates);

/// A person is someone of a population. The same (seed, index) is the same person, in a population of
/// any size. Plain data: threads may share it while none writes.
struct Person {
    std::uint64_t seed{0};    ///< The seed is that of the population.
    std::uint64_t index{0};   ///< The index counts the people of the population from 0.
    Covariates covariates{};  ///< The covariates are what is known of the person.
};

/// Returns the parameters of a model that differ for a person: covariates by equation (23), and on top
/// the person's own variation by equation (24) of docs/theory.md. A fraction varies in its odds, which
/// keeps it below one. Variations are correlated where the library says so. Each depends on (seed, index,
/// parameter) alone. Throws as the function above, and InputError for impossible correlations.
std::map<std::string, double> parameters_of(const Model& model, const Person& person);

/// A spread is how a number is distributed: log-normally, so that it stays above zero. Plain data:
/// threads may share it while none writes.
struct Spread {
    double mean{};  ///< The mean is in the unit of the covariate.
    double sd{};    ///< The standard deviation is in the unit of the covariate.
};
/// Shares are the probabilities of categories [-], which sum to 1.
using Shares = std::map<std::string, double>;
/// A distribution is a fixed covariate, a spread of numbers, or shares of categories.
using Distribution = std::variant<Covariate, Spread, Shares>;

/// Returns n people with covariates drawn at random. Throws InputError for an n outside 1 to 10
/// million and for an impossible distribution, and UnknownNameError for a name that is not known.
std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates = {});

/// Returns a part of the same n people: those from number `first` on, at most `most`. A caller who may
/// want to stop draws a large population in parts. Throws as the function above.
std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates,
                               std::uint64_t first, std::uint64_t most);

}  // namespace opiodyn
