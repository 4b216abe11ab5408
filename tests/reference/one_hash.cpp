/// One study has one hash: for any number of threads, and for each compiler that runs this test.
/// tests/python/one_hash.py makes the same study in Python, with the same hash, in threads, processes and on a
/// cluster. Where a change of the numbers is meant, and the laws and the other references hold, the file is written
/// anew by
///
///     build/release/tests/reference/opiodyn_reference "[.make-one-hash]"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <sstream>

#include "opiodyn/opiodyn.hpp"
#include "support/batches.hpp"

namespace od = opiodyn;

namespace {

using Times = std::vector<double>;

const std::string file = OPIODYN_TEST_DATA "/one_hash.json";

/// A digest takes numbers in the order in which they come.
class Digest {
public:
    void add(const double* values, std::size_t count) {
        hash_ = support::hash(values, static_cast<std::int64_t>(count), hash_);
    }
    void add(const Times& values) { add(values.data(), values.size()); }
    std::uint64_t hash() const { return hash_; }

private:
    std::uint64_t hash_{support::hash(nullptr, 0)};
};

od::Model model_of(od::Biophase biophase, const od::ResponseOptions& response,
                   std::vector<od::DrugChoice> drugs = {"naltrexone"},
                   od::BindingMode binding = od::BindingMode::kinetic) {
    od::ModelOptions options;
    options.biophase = biophase;
    options.response = response;
    options.drugs = std::move(drugs);
    options.binding = binding;
    return od::Model(options);
}

od::ResponseOptions only_peptides() {
    auto response = od::ResponseOptions::none();
    response.peptides = true;
    response.phi = 0.5;
    return response;
}

od::Regimen low() { return od::parse_regimen("naltrexone 4.5 mg po q24h x3 at 22h"); }

od::Regimen high() {
    return od::parse_regimen("naltrexone 50 mg po q24h x2 + naltrexone 10 mg iv over 2h at 30h") +
           od::Change{od::Time{40.0}, {{"naltrexone.CL", 60.0}}};
}

/// Models of several drugs, presets and parts of the response, with what they take.
std::vector<od::Subject> alone() {
    const auto opioid = od::parse_regimen("morphine 10 mg iv q6h x6 + naloxone 0.4 mg iv at 20h") +
                        od::Stimulus{.name = "exercise", .time = od::Time{26.0}};
    return {{od::Model(), low()},
            {model_of(od::Biophase::retention, od::ResponseOptions::all()), high()},
            {model_of(od::Biophase::transient, {}, {"morphine", "naloxone"}), opioid},
            {model_of(od::Biophase::slow, only_peptides()),
             od::parse_regimen("naltrexone 4.5 mg po q24h x2 ss at 1h")},
            {model_of(od::Biophase::plasma, od::ResponseOptions::none(), {"naltrexone"},
                      od::BindingMode::equilibrium),
             high()}};
}

/// The subjects of the table of one_hash.py.
std::vector<od::Subject> of_table() {
    const auto nine = od::parse_regimen("naltrexone 9 mg po at 31h");
    return {
        {od::Model(), od::parse_regimen("naltrexone 50 mg po q24h x3")},
        {od::Model(), od::parse_regimen("naltrexone 4.5 mg po q12h x6")},
        {od::Model(), od::parse_regimen("naltrexone 3 mg po") + od::Reset{od::Time{30.0}} + nine}};
}

std::vector<od::Subject> of_sweep() {
    std::vector<od::Subject> subjects;
    for (const double clearance : {60.0, 110.0, 160.0, 210.0, 260.0})
        for (const auto& regimen : {low(), high()}) {
            od::ModelOptions options;
            options.parameters = {{"naltrexone.CL", clearance}};
            subjects.push_back({od::Model(options), regimen});
        }
    return subjects;
}

Times every_90_minutes() {
    Times times;
    for (int k = 0; k <= 48; ++k) times.push_back(1.5 * k);
    return times;
}

od::BatchRequest request() {
    using Statistic = od::Metric::Statistic;
    od::BatchRequest request;
    request.times = {1.5, 24.0, 40.0};
    request.columns = {"tone.mu", "occupancy.naltrexone.mu"};
    for (const auto statistic : {Statistic::mean, Statistic::peak, Statistic::trough})
        request.metrics.push_back({statistic, "tone.mu", {0.0, 72.0}});
    return request;
}

/// All columns but the amounts, which users see in mg, by their names.
void add(Digest& digest, const od::Trajectory& run) {
    REQUIRE(run.complete());
    std::vector<std::string> names;
    for (const auto& column : run.columns())
        if (column.quantity != "amount") names.push_back(column.name());
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
        const Eigen::VectorXd column = run.column(name);
        digest.add(column.data(), static_cast<std::size_t>(column.size()));
    }
}

/// Numbers of a batch one by one: each has so many values of its own, such as its derivatives.
struct Numbers {
    const Times& values;
    std::int64_t each, width;

    void add(Digest& digest, std::int64_t number) const {
        const auto block = each * width, count = static_cast<std::int64_t>(values.size());
        for (std::int64_t k = number * width; k < count; k += block)
            digest.add(values.data() + k, static_cast<std::size_t>(width));
    }
};

void add(Digest& digest, const od::Batch& batch, const Times& metrics, const Times& values,
         std::int64_t width) {
    for (std::int64_t k = 0; k < batch.metrics; ++k)
        Numbers{metrics, batch.metrics, width}.add(digest, k);
    for (std::int64_t k = 0; k < batch.columns; ++k)
        Numbers{values, batch.columns, width}.add(digest, k);
}

void add_batches(Digest& digest, int threads) {
    const auto batch = od::simulate_batch(of_sweep(), request(), {}, threads);
    add(digest, batch, batch.metric_values, batch.values, 1);
    const std::vector<od::Variable> variables{{od::Variable::Kind::parameter, "naltrexone.CL", 0},
                                              {od::Variable::Kind::amt, "", 0}};
    const auto slopes =
        od::simulate_sensitivities({{od::Model(), high()}}, request(), variables, {}, threads);
    add(digest, slopes.batch, slopes.batch.metric_values, slopes.batch.values, 1);
    add(digest, slopes.batch, slopes.metric_values, slopes.values, slopes.variables);
}

std::string hash_of_study(int threads) {
    Digest digest;
    const auto times = every_90_minutes();
    for (const auto& [model, regimen] : alone()) add(digest, od::simulate(model, regimen, times));
    const std::vector<std::vector<od::Output>> outputs(3, {times.begin(), times.end()});
    for (const auto& run : od::simulate_subjects(of_table(), outputs, {}, threads))
        add(digest, run);
    add_batches(digest, threads);
    const auto period = od::parse_regimen("naltrexone 4.5 mg po at 8h + naltrexone 3 mg po at 20h");
    const auto steady =
        od::steady_state(od::Model(), period, od::Time{24.0}, {.rtol = 1e-8, .atol = 1e-12});
    digest.add(Times(steady.state.begin(), steady.state.end()));
    std::ostringstream text;
    text << std::hex << std::setfill('0') << std::setw(16) << digest.hash();
    return text.str();
}

std::string document(const std::string& hash) { return "{\"hash\": \"" + hash + "\"}\n"; }

}  // namespace

TEST_CASE("one study has the hash on file in any number of threads") {
    std::ifstream stream(file);
    const std::string expected{std::istreambuf_iterator<char>(stream), {}};
    for (const int threads : {1, 2, 7, 16}) {
        INFO(threads << " threads");
        CHECK(document(hash_of_study(threads)) == expected);
    }
}

TEST_CASE("writes one_hash.json", "[.make-one-hash]") {
    std::ofstream(file) << document(hash_of_study(1));
}
