/// Batches that run side by side, and stop each other, do not disturb each other.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "opiodyn/evaluator.hpp"
#include "opiodyn/sensitivity.hpp"
#include "opiodyn/steady_state.hpp"
#include "opiodyn/subjects.hpp"
#include "support/batches.hpp"
#include "support/throws.hpp"
#include "support/together.hpp"

namespace od = opiodyn;

namespace {

using Hashes = std::vector<std::uint64_t>;

std::vector<od::Subject> mixed() {
    support::Random random(5);
    return support::random_subjects(random, 24);
}

/// Returns subjects that take some time.
std::vector<od::Subject> slow() {
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x28");
    return std::vector<od::Subject>(64, od::Subject{od::Model(), regimen});
}

const od::BatchRequest outputs{{24.0, 672.0}, {"occupancy.naltrexone.mu"}, {}};

}  // namespace

TEST_CASE("batches, studies, derivatives and an evaluator side by side have their own bits") {
    const auto subjects = mixed();
    const auto request = support::both_kinds();
    const od::Variable variable{od::Variable::Kind::parameter, "naltrexone.CL"};
    const od::Evaluator evaluate(subjects[0], {variable}, {{24.0}, {"occupancy.naltrexone.mu"}, {}},
                                 {}, 2);
    const std::vector<double> values{80.0, 120.0, 180.0, 240.0};
    const auto use = [&](std::size_t k) {
        Hashes found;
        if (k % 4 == 0) found = support::row_hashes(od::simulate_batch(subjects, request, {}, 2));
        if (k % 4 == 1) {
            const std::vector<od::Output> times{{0.0}, {24.0}, {48.0}};
            for (const auto& run : od::simulate_subjects(subjects, {times}, {}, 2)) {
                const Eigen::VectorXd column = run.column(0);
                found.push_back(support::hash(column.data(), column.size()));
            }
        }
        if (k % 4 == 2) {
            const auto slopes =
                od::simulate_sensitivities({subjects[0], subjects[1]}, outputs, {variable}, {}, 2);
            found = {support::hash(slopes.values.data(),
                                   static_cast<std::int64_t>(slopes.values.size()))};
        }
        if (k % 4 == 3) {
            const auto numbers = evaluate(values).values;
            found = {support::hash(numbers.data(), static_cast<std::int64_t>(numbers.size()))};
        }
        return found;
    };
    const auto found = support::together(8, use);
    for (std::size_t k = 0; k < found.size(); ++k) {
        INFO("thread " << k);
        CHECK(found[k] == use(k));
    }
}

TEST_CASE("batches that stop each other keep what is done, with its bits") {
    const auto subjects = slow();
    const auto whole = support::row_hashes(od::simulate_batch(subjects, outputs, {}, 1));
    constexpr std::size_t count = 4;
    std::atomic<bool> stops[count]{};
    const auto batches = support::together(count, [&](std::size_t k) {
        int asked = 0;
        od::SolverOptions options;
        options.stop = [&, k]() mutable {
            if (++asked == 3 + static_cast<int>(k)) stops[(k + 1) % count].store(true);
            return stops[k].load();
        };
        return od::simulate_batch(subjects, outputs, options, 2);
    });
    for (const auto& batch : batches) {
        const auto hashes = support::row_hashes(batch);
        for (std::size_t row = 0; row < hashes.size(); ++row) {
            if (batch.status[row].complete()) CHECK(hashes[row] == whole[row]);
            else CHECK(batch.status[row].code == od::StatusCode::interrupted);
        }
    }
}

TEST_CASE("what the stop of one batch throws leaves the others whole") {
    const auto subjects = slow();
    const auto whole = support::row_hashes(od::simulate_batch(subjects, outputs, {}, 1));
    const auto found = support::together(4, [&](std::size_t k) {
        int asked = 0;
        od::SolverOptions options;
        options.stop = [&]() -> bool {
            if (k == 0 && ++asked > 1) throw std::domain_error("mine");
            return false;
        };
        Hashes hashes;
        const auto what = support::thrown([&] {
            hashes = support::row_hashes(od::simulate_batch(subjects, outputs, options, 2));
        });
        return what == "std::exception: mine" ? Hashes{0} : hashes;
    });
    CHECK(found[0] == Hashes{0});
    for (std::size_t k = 1; k < found.size(); ++k) CHECK(found[k] == whole);
}

TEST_CASE("a flag stops runs and steady states of several threads") {
    const od::Model model;
    const auto years = od::parse_regimen("naltrexone 4.5 mg po q24h x20000");
    const auto night = od::parse_regimen("naltrexone 4.5 mg po");
    std::atomic<int> asked{0};
    od::SolverOptions options;
    options.stop = [&] { return ++asked > 50; };
    const auto found = support::together(4, [&](std::size_t k) {
        return support::thrown([&] {
            if (k % 2 == 0) od::simulate(model, years, {480'000.0}, options);
            else od::steady_state(model, night, od::Time{24.0}, options);
        });
    });
    for (const auto& what : found) CHECK(what.starts_with("Interrupted: "));
}
