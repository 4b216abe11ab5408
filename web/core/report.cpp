#include "report.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "dosing.hpp"
#include "opiodyn/concentration_unit.hpp"
#include "opiodyn/units.hpp"
#include "values.hpp"

namespace opiodyn::web {
namespace {

using emscripten::val;
using Statistic = Metric::Statistic;

/// A quantity of a report has the unit in which people read it.
const std::map<std::string, std::string, std::less<>> units{
    {"activation", "x drug-free"},
    {"cytokine", "x drug-free"},
    {"density", "x drug-free"},
    {"effect", "%"},
    {"free", "%"},
    {"mass_concentration", "ng/mL"},
    {"occupancy", "%"},
    {"ogf", "x drug-free"},
    {"pain", "%"},
    {"peptide", "x drug-free"},
    {"sigma", "%"},
    {"tone", "x drug-free"},
    {"ventilation", "%"},
    {"withdrawal", "index"},
};

/// A statistic has a name, a threshold in the core's unit, and the quantities that it is taken of; none: of all.
struct Named {
    std::string name;
    Statistic statistic;
    double threshold;
    std::vector<std::string> quantities;
};

/// The tone is above 1 if it exceeds this; what lies between is the error of steps.
constexpr double above_1 = 1.0 + 1e-6;

const std::vector<Named> statistics{
    {"peak", Statistic::peak, 0.0, {}},
    {"t_peak", Statistic::t_peak, 0.0, {}},
    {"trough", Statistic::trough, 0.0, {}},
    {"mean", Statistic::mean, 0.0, {}},
    {"area", Statistic::area, 0.0, {"mass_concentration"}},
    {"hours_above_50", Statistic::time_above, 0.5, {"occupancy", "free"}},
    {"hours_above_1", Statistic::time_above, above_1, {"tone"}},
};

bool is_time(Statistic statistic) {
    return statistic == Statistic::t_peak || statistic == Statistic::time_above;
}

bool has(const Named& statistic, std::string_view quantity) {
    const auto& of = statistic.quantities;
    return of.empty() || std::find(of.begin(), of.end(), quantity) != of.end();
}

/// Returns the drug that is dosed, of which a ligand is a metabolite; the ligand itself if there is none.
std::string parent_of(const Asked& asked, const std::string& ligand) {
    const auto dosed = asked.regimen.drugs();
    if (std::find(dosed.begin(), dosed.end(), ligand) != dosed.end()) return ligand;
    for (const auto& substance : asked.model.substances()) {
        const auto& made = substance.metabolites;
        if (std::find(made.begin(), made.end(), ligand) != made.end()) return substance.name;
    }
    return ligand;
}

/// Windows tell over which dosing interval a column is reduced.
class Windows {
public:
    explicit Windows(const Asked& asked) : asked_(asked), last_{0.0, asked.end} {
        double latest = -1.0;
        for (const auto& drug : asked.regimen.drugs()) {
            const auto found = last_interval(asked.regimen, drug, asked.end);
            of_[drug] = found;
            if (found.begin >= latest) last_ = found, latest = found.begin;
        }
    }
    Window of(const Column& column) const {
        const auto own = column.ligand.empty() || column.quantity == "peptide"
                             ? of_.end()
                             : of_.find(parent_of(asked_, column.ligand));
        const auto& found = own == of_.end() ? last_ : own->second;
        return {found.begin, found.end, 0.0, 0.0, 0.0};
    }

private:
    const Asked& asked_;
    std::map<std::string, Interval> of_;
    Interval last_;
};

}  // namespace

std::vector<Output> outputs_of(const Model& model) {
    const auto mass_of = [&](const std::string& name) {
        const auto& all = model.ligands();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const Ligand& one) { return one.name == name; });
        return found == all.end() ? 1.0 : found->molar_mass;
    };
    std::vector<Output> found;
    const auto& columns = model.columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.quantity == "amount") {
            const double per_mg = nanomoles_per_milligram(mass_of(column.ligand));
            found.push_back({column.name(), "mg", i, 1.0, per_mg});
            continue;
        }
        found.push_back({column.name(), column.unit == "-" ? "1" : column.unit, i, 1.0});
        if (column.quantity != "concentration") continue;
        constexpr auto unit = ConcentrationUnit::nanograms_per_millilitre;
        const double factor = per_nanomolar(unit, mass_of(column.ligand));
        found.push_back({"mass_" + column.name(), "ng/mL", i, factor});
    }
    return found;
}

Report report_of(const Asked& asked, const std::vector<Output>& outputs) {
    const Windows windows(asked);
    Report report;
    for (const auto& output : outputs) {
        const auto quantity = output.name.substr(0, output.name.find('.'));
        const auto unit = units.find(quantity);
        if (unit == units.end()) continue;
        const auto& column = asked.model.columns()[output.column];
        const bool percent = unit->second == "%" && output.unit != "%";
        const auto window = windows.of(column);
        report.rows.push_back(
            {output.name, unit->second, percent ? 100.0 : output.factor, window, {}});
        for (const auto& one : statistics) {
            if (!has(one, quantity)) continue;
            report.rows.back().statistics.push_back(one.name);
            report.metrics.push_back({one.statistic, column.name(), window, one.threshold});
        }
    }
    return report;
}

val described(const Report& report, const std::vector<double>& values) {
    auto next = values.begin();
    auto metric = report.metrics.begin();
    return listed(report.rows, [&](const Report::Row& row) {
        auto found = val::object();
        found.set("name", row.name);
        found.set("unit", row.unit);
        found.set("begin", row.window.begin);
        found.set("end", row.window.end);
        for (const auto& name : row.statistics)
            found.set(name, *next++ * (is_time(metric++->statistic) ? 1.0 : row.factor));
        return found;
    });
}

}  // namespace opiodyn::web
