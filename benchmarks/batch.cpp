// Batches of patients: time per patient-month, steps and error by tolerance; ns per lane-step by
// instruction set and lanes, against a counted floor; threads. 64 patients with log-normal parameters, 30
// daily doses, the default model with kinetic binding. Error is against the same patients at rtol 1e-11:
// root mean square over patients, times (every 6 h) and columns, each difference relative to the column's
// largest value in that patient.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <string>

#include "counted.hpp"
#include "detail/batch_run.hpp"
#include "peak.hpp"

namespace od = opiodyn;

namespace {

const od::Regimen month = od::parse_regimen("naltrexone 4.5 mg po q24h x30");

std::vector<od::Subject> patients(int count) {
    const od::Model typical;
    std::vector<od::Subject> subjects;
    for (const auto& person : od::population(count, 2024))
        subjects.push_back({typical.of_person(od::parameters_of(typical, person)), month});
    return subjects;
}

od::SolverOptions tolerance(double rtol) { return {.rtol = rtol, .atol = 1e-3 * rtol}; }

/// Reductions alone: the mean and the peak of the waking tone.
od::BatchRequest reductions() {
    const od::Window waking{0.0, 720.0, 24.0, 8.0, 24.0};
    using Kind = od::Reduction::Kind;
    return {{}, {}, {{Kind::mean, "tone.mu", waking, 0.0}, {Kind::peak, "tone.mu", waking, 0.0}}};
}

od::BatchRequest curves(const od::Model& model) {
    od::BatchRequest request{od::grid({0.0}, {720.0}, {6.0}), {}, {}};
    for (const auto& column : model.columns())
        if (column.quantity == "occupancy" || column.quantity == "tone" ||
            column.quantity == "density" || column.quantity == "peptide")
            request.columns.push_back(column.name());
    return request;
}

double rms_error(const od::Batch& run, const od::Batch& reference) {
    double sum = 0.0;
    for (std::int64_t row = 0; row < run.size(); ++row)
        for (std::int64_t c = 0; c < run.columns; ++c) {
            double largest = 0.0;
            for (std::int64_t t = 0; t < run.times; ++t)
                largest = std::max(largest, std::abs(reference.value(row, t, c)));
            for (std::int64_t t = 0; t < run.times; ++t)
                sum += std::pow((run.value(row, t, c) - reference.value(row, t, c)) / largest, 2);
        }
    return std::sqrt(sum / static_cast<double>(run.values.size()));
}

struct Timed {
    double cpu_us, all_us, wall_us, steps,
        rejected;  // per patient; of this thread, of all, elapsed
    double ns_per_lane_step() const { return 1e3 * cpu_us / (steps + rejected); }
};

/// Fastest of several: the one least disturbed by the rest of the machine.
Timed timed(const std::vector<od::Subject>& subjects, double rtol,
            const od::detail::BatchTuning& tuning, int rounds = 5) {
    Timed best{1e300, 1e300, 1e300, 0.0, 0.0};
    const double count = static_cast<double>(subjects.size());
    for (int k = 0; k < rounds; ++k) {
        const auto wall = std::chrono::steady_clock::now();
        const double cpu = peak::thread_seconds(), all = peak::process_seconds();
        const auto batch = od::detail::run_batch(subjects, reductions(), tolerance(rtol), tuning);
        best.cpu_us = std::min(best.cpu_us, 1e6 * (peak::thread_seconds() - cpu) / count);
        best.all_us = std::min(best.all_us, 1e6 * (peak::process_seconds() - all) / count);
        const std::chrono::duration<double, std::micro> elapsed =
            std::chrono::steady_clock::now() - wall;
        best.wall_us = std::min(best.wall_us, elapsed.count() / count);
        best.steps = best.rejected = 0.0;
        for (const auto n : batch.steps) best.steps += static_cast<double>(n) / count;
        for (const auto n : batch.rejected) best.rejected += static_cast<double>(n) / count;
    }
    return best;
}

void print_work_and_precision(const std::vector<od::Subject>& subjects) {
    const auto request = curves(subjects.front().model);
    const auto reference = od::simulate_batch(subjects, request, tolerance(1e-11));
    std::printf("\nWork and precision, one thread, reductions alone (errors at 6 h)\n");
    std::printf("%7s %9s %9s %12s %16s\n", "rtol", "steps", "rejected", "rms error",
                "us per patient");
    for (int k = 2; k <= 9; ++k) {
        const double rtol = std::pow(10.0, -k);
        const auto run = od::simulate_batch(subjects, request, tolerance(rtol));
        const auto time = timed(subjects, rtol, {1, 0, nullptr}, 3);
        std::printf("%7.0e %9.1f %9.1f %12.1e %16.1f\n", rtol, time.steps, time.rejected,
                    rms_error(run, reference), time.cpu_us);
    }
}

void print_floor(const std::vector<od::Subject>& subjects) {
    const auto step = counted::step_of(subjects.front().model, month);
    std::printf(
        "\nOne step of a model of %d states, counted: rates %ld, Jacobian %ld, factor %ld, solve "
        "%ld,\n"
        "combinations %ld, control %ld; in all %ld sums and products, and %ld quotients\n",
        static_cast<int>(subjects.front().model.size()), step.rates, step.jacobian, step.factor,
        step.solve, step.combinations, step.control, step.operations(), step.divisions);
    std::printf("\nrtol 1e-6, one thread\n%-10s %6s %18s %15s %18s %7s\n", "set", "lanes",
                "us per patient", "ns/lane-step", "floor ns/lane-step", "ratio");
    for (const auto& kernel : od::detail::lane_kernels()) {
        for (const int lanes : {1, 4, 8}) {
            const auto time = timed(subjects, 1e-6, {1, lanes, &kernel});
            const double floor = static_cast<double>(step.operations()) *
                                 peak::ns_per_lane(kernel.instruction_set, lanes);
            std::printf("%-10s %6d %18.1f %15.0f %18.0f %7.2f\n",
                        std::string(kernel.instruction_set).c_str(), lanes, time.cpu_us,
                        time.ns_per_lane_step(), floor, time.ns_per_lane_step() / floor);
        }
    }
}

void print_single(const std::vector<od::Subject>& subjects) {
    double best = 1e300;
    for (int k = 0; k < 3; ++k) {
        const double begin = peak::thread_seconds();
        for (int i = 0; i < 8; ++i)
            od::simulate(subjects[static_cast<std::size_t>(i)].model, month, {720.0},
                         tolerance(1e-6));
        best = std::min(best, 1e6 * (peak::thread_seconds() - begin) / 8.0);
    }
    std::printf("\nOne run at a time by simulate(), rtol 1e-6: %.0f us per patient\n", best);
}

void print_scaling() {
    const auto many = patients(1024);
    std::printf("\nPatients and threads, rtol 1e-6, us per patient\n%9s %8s %10s %15s\n",
                "patients", "threads", "elapsed", "processor time");
    for (const std::size_t count : {64U, 256U, 1024U})
        for (const int threads : {1, 2}) {
            const std::vector<od::Subject> some(many.begin(),
                                                many.begin() + static_cast<std::ptrdiff_t>(count));
            const auto time = timed(some, 1e-6, {threads, 0, nullptr}, 3);
            std::printf("%9zu %8d %10.1f %15.1f\n", count, threads, time.wall_us, time.all_us);
        }
}

}  // namespace

int main() {
    const auto subjects = patients(64);
    print_work_and_precision(subjects);
    print_floor(subjects);
    print_single(subjects);
    print_scaling();
}
