#pragma once
/// This header asks for the statistics of a report, and gives them their names and units.

#include <emscripten/val.h>

#include <string>
#include <vector>

#include "model.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::web {

/// An output is a column of a run in the unit that users read.
struct Output {
    std::string name;  ///< The name is that of Python's tables, e.g. mass_concentration.naltrexone.
    std::string unit;  ///< The unit is e.g. ng/mL; 1 is a pure number.
    std::size_t column{};  ///< The core's column has this place in Model::columns().
    double factor{1.0};    ///< The factor turns the core's number into the unit.
    double divisor{
        1.0};  ///< The product is divided by this: amounts are in nmol, of which a mg has so many.
};

/// Returns the outputs of a model, in the order of its columns.
std::vector<Output> outputs_of(const Model& model);

/// A report names its rows and asks for their statistics.
struct Report {
    std::vector<Metric>
        metrics;  ///< These are the statistics of all rows, one row after the other.
    /// The rows are to be filled by described().
    struct Row {
        std::string name, unit;               ///< The name and the unit are those that users read.
        double factor{1.0};                   ///< The factor turns the core's number into the unit.
        Window window;                        ///< The window is the last dosing interval.
        std::vector<std::string> statistics;  ///< These are the names of its statistics.
    };
    std::vector<Row> rows;  ///< A row stands for each quantity that a report shows.
};

/// Returns the report of a run over the last dosing interval of each drug.
Report report_of(const Asked& asked, const std::vector<Output>& outputs);

/// Returns the rows as [{name, unit, begin, end, peak, t_peak, ...}] with the values of their metrics.
emscripten::val described(const Report& report, const std::vector<double>& values);

}  // namespace opiodyn::web
