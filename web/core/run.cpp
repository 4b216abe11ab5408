/// This source runs settings for scripts: curves and reports of one person, and curves of many draws.

#include <emscripten/bind.h>

#include <map>
#include <utility>

#include "dosing.hpp"
#include "errors.hpp"
#include "model.hpp"
#include "opiodyn/batch.hpp"
#include "opiodyn/output_times.hpp"
#include "report.hpp"
#include "values.hpp"

namespace opiodyn::web {
namespace {

using emscripten::val;

std::vector<std::string> names_of(const std::vector<Column>& columns) {
    std::vector<std::string> found;
    for (const auto& column : columns) found.push_back(column.name());
    return found;
}

/// Returns a batch of subjects that all came to their end. Throws Error with the status of one that did not.
Batch complete(const std::vector<Subject>& subjects, const BatchRequest& request) {
    auto batch = simulate_batch(subjects, request, {}, 1);
    for (const auto& status : batch.status)
        if (!status.complete()) throw Error(status.text);
    return batch;
}

/// Returns a column of the first subject in its unit.
std::vector<double> column_of(const Batch& batch, const Output& output) {
    std::vector<double> found(static_cast<std::size_t>(batch.times));
    const auto width = static_cast<std::size_t>(batch.columns);
    for (std::size_t i = 0; i < found.size(); ++i)
        found[i] = batch.values[i * width + output.column] * output.factor / output.divisor;
    return found;
}

val columns_of(const Batch& batch, const std::vector<Output>& outputs) {
    return listed(outputs, [&](const Output& output) {
        auto found = val::object();
        found.set("name", output.name);
        found.set("unit", output.unit);
        found.set("values", numbers(column_of(batch, output)));
        return found;
    });
}

/// Returns {regimen, end, times, columns: [{name, unit, values}]} of a setting.
val run(const val& setting) {
    return answered([&] {
        const auto asked = asked_of(setting);
        const auto outputs = outputs_of(asked.model);
        const auto times = output_times(asked.regimen, Time{asked.end});
        const BatchRequest request{times, names_of(asked.model.columns()), {}};
        const auto batch = complete({{asked.model, asked.regimen}}, request);
        auto found = val::object();
        found.set("regimen", described(asked.regimen));
        found.set("end", asked.end);
        found.set("times", numbers(times));
        found.set("columns", columns_of(batch, outputs));
        return found;
    });
}

/// Returns the report of a setting: statistics of the last dosing interval of each drug. It is apart from the run,
/// since who moves a control watches curves.
val report(const val& setting) {
    return answered([&] {
        const auto asked = asked_of(setting);
        const auto wanted = report_of(asked, outputs_of(asked.model));
        const auto batch = complete({{asked.model, asked.regimen}}, {{}, {}, wanted.metrics});
        return described(wanted, batch.metric_values);
    });
}

/// Returns the values of one column [draw, time] at these times [h], in the core's unit. Each draw is an object of
/// parameters; those that the model does not have are left out.
val curves(const val& setting, const val& draws, const std::string& column, const val& times) {
    return answered([&] {
        const auto asked = asked_of(setting);
        std::vector<Subject> subjects;
        const auto count = draws["length"].as<std::size_t>();
        for (std::size_t i = 0; i < count; ++i) {
            auto values = numbers_of(draws[i]);
            for (auto it = values.begin(); it != values.end();)
                it =
                    asked.model.parameters().contains(it->first) ? std::next(it) : values.erase(it);
            subjects.push_back({asked.model.with(values), asked.regimen});
        }
        const BatchRequest request{
            emscripten::convertJSArrayToNumberVector<double>(times), {column}, {}};
        return numbers(complete(subjects, request).values);
    });
}

EMSCRIPTEN_BINDINGS(run) {
    emscripten::function("run", &run);
    emscripten::function("report", &report);
    emscripten::function("curves", &curves);
}

}  // namespace
}  // namespace opiodyn::web
