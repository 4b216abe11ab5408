/// Steps, rejections and bits of fixed runs are those on file, on every machine and however they are computed.
/// A difference is a change of the method or of the equations. Where that is meant, and the laws and the other
/// references still hold, the file is written anew by
///
///     build/release/tests/reference/opiodyn_reference "[.make-gates]"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "batch/batch_run.hpp"
#include "opiodyn/opiodyn.hpp"
#include "support/batches.hpp"

namespace od = opiodyn;

namespace {

const std::string file = OPIODYN_TEST_DATA "/gates.json";
const od::SolverOptions options{.method = od::Method::rodas5p, .rtol = 1e-6, .atol = 1e-9};

/// Two shapes, three treatments; more than fill the lanes. No number comes out of a mathematical library.
std::vector<od::Subject> subjects() {
    od::ModelOptions shapes[2];
    shapes[1].biophase = od::Biophase::retention;
    shapes[1].response = od::ResponseOptions::all();
    const od::Regimen treatments[]{od::parse_regimen("naltrexone 4.5 mg po q24h x3"),
                                   od::parse_regimen("naltrexone 2.25 mg po q12h x6"),
                                   od::parse_regimen("naltrexone 50 mg po") +
                                       od::Change{od::Time{24.0}, {{"naltrexone.CL", 60.0}}}};
    std::vector<od::Subject> found;
    for (int k = 0; k < 11; ++k) {
        auto model = shapes[k % 2];
        model.parameters = {{"naltrexone.CL", 60.0 + 25.0 * k}, {"naltrexone.mu.K", 0.4 + 0.2 * k}};
        found.push_back({od::Model(model), treatments[k % 3]});
    }
    return found;
}

std::string line(std::int64_t steps, std::int64_t rejected, std::uint64_t hash) {
    std::ostringstream text;
    text << "{\"steps\": " << steps << ", \"rejected\": " << rejected << ", \"hash\": \""
         << std::hex << hash << "\"}";
    return text.str();
}

using Lines = std::vector<std::string>;

Lines of_batch(const od::detail::BatchTuning& tuning) {
    const auto batch = od::detail::run_batch(subjects(), support::both_kinds(), options, tuning);
    Lines lines;
    for (std::int64_t row = 0; row < batch.size(); ++row) {
        const auto k = static_cast<std::size_t>(row);
        REQUIRE(batch.status[k].complete());
        lines.push_back(
            line(batch.steps[k], batch.rejected_steps[k], support::row_hash(batch, row)));
    }
    return lines;
}

/// All columns of the default model for 4 weeks.
Lines of_run() {
    const auto run = od::simulate(od::Model(), od::parse_regimen("naltrexone 4.5 mg po q24h x28"),
                                  od::grid(od::Time{0.0}, od::Time{672.0}, od::Time{6.0}), options);
    std::uint64_t hash = 0;
    for (Eigen::Index k = 0; k < static_cast<Eigen::Index>(run.columns().size()); ++k) {
        const Eigen::VectorXd column = run.column(k);
        hash = support::hash(column.data(), column.size(), hash);
    }
    return {line(run.counts().steps, run.counts().rejected_steps, hash)};
}

std::string section(const char* name, const Lines& lines) {
    std::string text = std::string("\"") + name + "\": [";
    for (std::size_t k = 0; k < lines.size(); ++k) text += (k ? ",\n  " : "\n  ") + lines[k];
    return text + "\n]";
}
std::string document(const Lines& batch, const Lines& run) {
    return "{" + section("batch", batch) + ",\n" + section("run", run) + "}\n";
}

std::string on_file() {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a batch has the steps and the bits on file for any set, lanes and threads") {
    const auto expected = on_file();
    for (const auto& kernel : od::detail::lane_kernels())
        for (const int lanes : {1, 4, 8})
            for (const int threads : {1, 2, 3}) {
                INFO(kernel.instruction_set << ", " << lanes << " lanes, " << threads
                                            << " threads");
                const auto found = section("batch", of_batch({threads, lanes, &kernel}));
                CHECK(expected.substr(1, found.size()) == found);
            }
}

TEST_CASE("a run alone has the steps and the bits on file") {
    const auto found = section("run", of_run());
    const auto expected = on_file();
    CHECK(expected.substr(std::min(expected.find("\"run\""), expected.size()), found.size()) ==
          found);
}

TEST_CASE("writes gates.json", "[.make-gates]") {
    std::ofstream(file) << document(of_batch({1, 1, &od::detail::lane_kernels().front()}),
                                    of_run());
}
