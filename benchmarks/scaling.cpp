// This program measures how the cost of batches grows. `benchmark_scaling patients|days|ligands|threads [rounds]
// [largest]` prints a JSON object per line. `benchmark_scaling memory PATIENTS` runs one batch of that size, so that
// the peak of the process is its own. rtol is 1e-6, with metrics alone. Sizes take turns in each round, and the
// fastest of each counts.

#include <sys/resource.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "rows.hpp"
#include "timed.hpp"

namespace {

namespace od = opiodyn;

constexpr int days_for_patients = 3;  // 100,000 people for a month would take too long

struct Size {
    double at;
    timed::Batch batch;
    int days;
    double states, ligands;
};

Size size_of(double at, std::vector<od::Subject> subjects, int days, int threads = 1,
             const char* column = "tone.mu") {
    const auto& model = subjects.front().model;
    const auto states = static_cast<double>(model.size());
    const auto ligands = static_cast<double>(model.ligands().size());
    return {at,
            {std::move(subjects), people::metrics(days, column), {threads, 0, nullptr}},
            days,
            states,
            ligands};
}

std::vector<Size> over_patients(double largest) {
    std::vector<Size> sizes;
    for (const std::size_t count : {10U, 100U, 1000U, 10'000U, 100'000U})
        if (static_cast<double>(count) <= largest)
            sizes.push_back(size_of(static_cast<double>(count),
                                    people::subjects(count, days_for_patients), days_for_patients));
    return sizes;
}

std::vector<Size> over_days(double largest) {
    std::vector<Size> sizes;
    for (const int days : {1, 3, 10, 30, 100, 300, 1000, 3650})
        if (days <= largest) sizes.push_back(size_of(days, people::subjects(16, days), days));
    return sizes;
}

/// Returns a size with naltrexone and its metabolite, then peptides, then drugs that everybody takes once.
Size of_ligands(int count) {
    constexpr int days = 10;
    const std::vector<std::string> peptides{"beta-endorphin", "enkephalin", "dynorphin"};
    const std::vector<std::string> doses{"nalmefene 1 mg iv",      "naloxone 0.4 mg iv",
                                         "fentanyl 0.05 mg iv",    "methadone 5 mg iv",
                                         "hydromorphone 1 mg iv",  "oxycodone 5 mg iv",
                                         "buprenorphine 0.3 mg iv"};
    od::ModelOptions options;
    options.response = od::ResponseOptions::none();  // All sizes have the same equations.
    const int own = std::min(count - 2, static_cast<int>(peptides.size()));
    options.endogenous.assign(peptides.begin(), peptides.begin() + own);
    std::string more;
    for (int k = 0; k < count - 2 - own; ++k) {
        const auto& dose = doses[static_cast<std::size_t>(k)];
        options.drugs.emplace_back(dose.substr(0, dose.find(' ')));
        more += " + " + dose;
    }
    const od::Model model(options);
    auto subjects = people::subjects(64, days, model);
    for (auto& subject : subjects)
        subject.regimen = od::parse_regimen(od::to_text(subject.regimen) + more);
    return size_of(static_cast<double>(model.ligands().size()), std::move(subjects), days, 1,
                   "occupancy.naltrexone.mu");
}

std::vector<Size> over_ligands(double largest) {
    std::vector<Size> sizes;
    for (const int count : {2, 4, 5, 6, 8, 10, 12})
        if (count <= largest) sizes.push_back(of_ligands(count));
    return sizes;
}

std::vector<Size> over_threads(double largest) {
    std::vector<Size> sizes;
    const auto subjects = people::subjects(1000, 30);
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    for (int threads = 1; threads <= std::min(cores, static_cast<int>(largest)); threads *= 2)
        sizes.push_back(size_of(threads, subjects, 30, threads));
    return sizes;
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void print_memory(std::size_t count) {
    auto size = size_of(static_cast<double>(count), people::subjects(count, days_for_patients),
                        days_for_patients);
    const double before = peak_megabytes();
    size.batch.run();
    rows::print({{"kind", "memory"},
                 {"patients", count},
                 {"days", days_for_patients},
                 {"before_MB", before},
                 {"peak_MB", peak_megabytes()}});
}

void print(std::string_view over, const Size& size) {
    const auto people = static_cast<double>(size.batch.subjects.size());
    rows::print({{"kind", "scaling"},
                 {"over", over},
                 {"at", size.at},
                 {"patients", people},
                 {"days", size.days},
                 {"states", size.states},
                 {"ligands", size.ligands},
                 {"us_per_patient_day", size.batch.us_per_patient() / size.days},
                 {"steps_per_day", size.batch.steps / people / size.days},
                 {"ns_per_lane_step", size.batch.ns_per_lane_step()},
                 {"wall_s", size.batch.wall}});
}

}  // namespace

int main(int count, char** words) {
    const std::string_view over = count > 1 ? words[1] : "patients";
    const double second = count > 2 ? std::atof(words[2]) : 3.0;
    if (over == "memory") return print_memory(static_cast<std::size_t>(second)), 0;
    const double largest = count > 3 ? std::atof(words[3]) : 1e5;
    auto sizes = over == "days"      ? over_days(largest)
                 : over == "ligands" ? over_ligands(largest)
                 : over == "threads" ? over_threads(largest)
                                     : over_patients(largest);
    // A short run goes again and again, so that a round of each size takes a like time.
    double most = 0.0;
    for (auto& size : sizes) most = std::max(most, (size.batch.run(), size.batch.wall));
    for (int round = 1; round < static_cast<int>(second); ++round)
        for (auto& size : sizes)
            for (double spent = 0.0; spent <= 0.1 * most; spent += size.batch.wall)
                size.batch.run();
    for (const auto& size : sizes) print(over, size);
}
