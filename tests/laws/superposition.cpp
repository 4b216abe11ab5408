/// Every feature of a dose, in all pairs and many triples, against superposition in long double.

#include "support/regimens/superposition.hpp"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "opiodyn/opiodyn.hpp"
#include "support/figure.hpp"
#include "support/regimens/features.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::Body, support::Exponentials, support::Random, support::Real;

namespace {

/// A linear model and its concentration after a unit dose, by where it enters.
struct Subject {
    std::string name;
    od::Model model;
    Body body;
    bool depot, peripheral;
};

constexpr double CL = 6.0, V1 = 40.0, Q = 25.0, V2 = 90.0, ka = 1.4, F = 0.6, lag = 0.25;

Subject subject(bool peripheral, bool depot) {
    auto drug = peripheral ? support::drug("a", CL, {V1, V2}, {Q}) : support::drug("a", CL, {V1});
    if (depot) drug.absorption = {od::FirstOrder{ka, F, lag}};
    const auto central =
        peripheral ? support::two_compartments(CL, V1, Q, V2) : support::one_compartment(CL, V1);
    Body body{{"iv", {central}}, {"central", {central}}};
    if (peripheral) {
        const Real alpha = central.terms[0].lambda, beta = central.terms[1].lambda;
        const Real share = Real(Q) / Real(V2) / Real(V1) / (alpha - beta);
        body["peripheral"] = {Exponentials{{{share, beta}, {-share, alpha}}}};
    }
    if (depot) body["po"] = body["depot"] = {F * support::through_depot(ka, central), Real(lag)};
    const std::string name = std::string(peripheral ? "two compartments" : "one compartment") +
                             (depot ? " and a depot" : "");
    return {name, support::pk_model({drug}), std::move(body), depot, peripheral};
}

const std::vector<Subject>& subjects() {
    static const std::vector<Subject> all{subject(false, false), subject(false, true),
                                          subject(true, false), subject(true, true)};
    return all;
}

constexpr double horizon = 72.0;

/// Times at which something of the regimen happens, as far as the grid of quarters goes.
std::set<double> instants(const od::Regimen& regimen) {
    std::set<double> times;
    for (const auto& record : regimen.records()) {
        times.insert(od::time_of(record));
        const auto* dose = std::get_if<od::Dose>(&record);
        for (int k = -3; dose != nullptr && k <= dose->addl; ++k)
            for (const double later : {0.0, dose->lag.value, dose->lag.value + lag})
                for (const double end : {0.0, dose->dur.value})
                    times.insert(dose->time_of(k) + later + end);
    }
    std::erase_if(times, [](double t) { return t < 1.0 || t > horizon; });
    return times;
}

/// Both sides of every instant, what lies between its records, and a grid beside them.
std::vector<od::Output> outputs(const od::Regimen& regimen) {
    constexpr double moment = 1e-9;
    std::set<std::pair<double, std::size_t>> all;
    for (const double t : instants(regimen)) {
        for (std::size_t seen = 0; seen < regimen.records().size(); ++seen) all.emplace(t, seen);
        for (const double at : {t - moment, t, t + moment}) all.emplace(at, od::Output::after);
    }
    for (double t = 0.003; t <= horizon; t += 1.37) all.emplace(t, od::Output::after);
    std::vector<od::Output> list;
    for (const auto& [time, seen] : all) list.emplace_back(time, seen);
    return list;
}

/// Largest error beside the largest concentration of the curve; and beside each concentration that
/// is at least a millionth of it.
struct Errors {
    support::Worst of_curve, of_value;

    void add(const Errors& other) {
        of_curve.add(other.of_curve.value());
        of_value.add(other.of_value.value());
    }
};

Errors compare(const Subject& subject, const od::Regimen& regimen,
               const od::SolverOptions& options = {}) {
    const auto times = outputs(regimen);
    const auto C = od::simulate_at(subject.model, regimen, times, options).concentration("a");
    support::Superposition oracle(subject.body, regimen);
    std::vector<double> expected;
    for (const auto& output : times)
        expected.push_back(static_cast<double>(oracle.at(output.time, output.seen)));
    const double top = *std::max_element(expected.begin(), expected.end());
    Errors errors;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double error = C[static_cast<od::Index>(i)] - expected[i];
        errors.of_curve.add(error == 0.0 ? 0.0 : error / top);
        if (expected[i] > 1e-6 * top) errors.of_value.add(error / expected[i]);
    }
    return errors;
}

// Squaring the exponential's series multiplies rounding by the norm of A t, here up to 200; some
// segments after each other add up. A dose on the wrong side, or twice, is off by 1e-3 and more.
constexpr double limit = 1e-12;

void report(const std::map<std::string, Errors>& families, double highest) {
    for (const auto& [name, errors] : families) {
        support::figure(
            name + ", of the curve (" + std::to_string(errors.of_curve.count()) + " regimens)",
            errors.of_curve.value(), highest);
        support::figure(name + ", of each value", errors.of_value.value(), highest);
        CHECK(errors.of_curve.value() < highest);
        CHECK(errors.of_value.value() < highest);
    }
}

/// Each feature on one of three doses.
od::Regimen random_triple(const Subject& subject, Random& random) {
    const auto features = support::all_features();
    support::Draft draft{random, subject.depot, subject.peripheral};
    const int layout = random.below(3);
    std::vector<support::Feature> chosen;
    for (int i = 0; i < 3; ++i)
        chosen.push_back(
            features[static_cast<std::size_t>(random.below(static_cast<int>(features.size())))]);
    if (layout < 2) return support::combine(chosen, layout == 0, draft);
    return support::combine({chosen[0], chosen[1]}, true, draft) +
           support::combine({chosen[2]}, true, draft);
}

}  // namespace

TEST_CASE("all pairs of features are the superposition of single doses") {
    Random random(1);
    const auto features = support::all_features();
    std::map<std::string, Errors> families;
    for (const auto& subject : subjects())
        for (const auto& one : features)
            for (const auto& other : features)
                for (const bool together : {true, false}) {
                    const auto regimen = support::combine(
                        {one, other}, together, {random, subject.depot, subject.peripheral});
                    const auto errors = compare(subject, regimen);
                    CAPTURE(subject.name, one.name, other.name, together, od::to_text(regimen));
                    CHECK(errors.of_curve.value() < limit);
                    families["pairs with " + std::string(one.name)].add(errors);
                    families["pairs with " + std::string(other.name)].add(errors);
                }
    report(families, limit);
}

TEST_CASE("random triples of features are the superposition of single doses") {
    Random random(2);
    std::map<std::string, Errors> families;
    for (int i = 0; i < 20000; ++i) {
        const auto& subject = subjects()[static_cast<std::size_t>(i % 4)];
        const auto regimen = random_triple(subject, random);
        const auto errors = compare(subject, regimen);
        CAPTURE(i, subject.name, od::to_text(regimen));
        CHECK(errors.of_curve.value() < limit);
        families["triples, " + subject.name].add(errors);
    }
    report(families, limit);
}

TEST_CASE("Rodas5P follows the same superposition") {
    // Each step is within rtol = 1e-12; their errors add up, in part.
    constexpr double stepped_limit = 1e-11;
    Random random(3);
    std::map<std::string, Errors> families;
    for (int i = 0; i < 400; ++i) {
        const auto& subject = subjects()[static_cast<std::size_t>(i % 4)];
        const auto regimen = random_triple(subject, random);
        const auto errors = compare(subject, regimen,
                                    {.method = od::Method::rodas5p, .rtol = 1e-12, .atol = 1e-16});
        CAPTURE(i, subject.name, od::to_text(regimen));
        CHECK(errors.of_curve.value() < stepped_limit);
        families["triples by rodas5p, " + subject.name].add(errors);
    }
    report(families, stepped_limit);
}
