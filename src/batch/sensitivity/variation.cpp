#include "batch/sensitivity/variation.hpp"

#include <cmath>
#include <map>
#include <utility>

#include "foundations/enum_names.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

// A central difference with this step errs by 1e-10 from its cut-off and 1e-11 from rounding, both relative.
constexpr double relative_step = 0x1p-17;
// A difference to one side with this step errs by 1e-8 from its cut-off and 1e-8 from rounding.
constexpr double one_sided_step = 0x1p-26;
// Amounts and times enter schedules linearly, so that any step will do. This one needs no rounding, and
// moves no event past its neighbours.
constexpr double time_step = 0x1p-10;  // [h]

Subject with_value(const Subject& subject, const std::string& name, double value) {
    Model model = subject.model.with({{name, value}});
    if (model.implementation().shape != subject.model.implementation().shape)
        throw InputError("variable", name,
                         "has no derivative at " + to_text(subject.model.parameters().value(name)) +
                             ", where the model changes its form");
    return {std::move(model), subject.regimen};
}

/// Varies a parameter from `below` to `above`. The divisor is the difference of the two as rounded.
Variation between(const Subject& subject, const std::string& name, double below, double above) {
    return {with_value(subject, name, above), with_value(subject, name, below),
            1.0 / (above - below)};
}

Variation vary_parameter(const Subject& subject, const std::string& name) {
    const double value = subject.model.parameters().value(name);
    const double size = value == 0.0 ? 1.0 : std::abs(value);
    const double step = relative_step * size, small = one_sided_step * size;
    try {
        return between(subject, name, value - step, value + step);
    } catch (const InputError&) {  // One of the two values is out of range.
    }
    try {
        return between(subject, name, value - small, value);
    } catch (const InputError&) {
        return between(subject, name, value, value + small);
    }
}

/// Returns the regimen with one record changed.
template <class Action>
Regimen changed(const Regimen& regimen, std::size_t record, const Action& action) {
    auto records = regimen.records();
    std::visit(action, records[record]);
    return Regimen(std::move(records));
}

/// Sets the amount of a record that has one.
struct SetAmount {
    double amount;
    void operator()(Dose& dose) const { dose.amount.value = amount; }
    void operator()(Stimulus& stimulus) const { stimulus.magnitude = amount; }
    template <class Record>
    void operator()(Record&) const {}
};

struct AddTime {
    double step;
    template <class Record>
    void operator()(Record& record) const {
        record.time.value += step;
    }
};

struct AmountOf {
    const std::string& name;
    double operator()(const Dose& dose) const { return dose.amount.value; }
    double operator()(const Stimulus& stimulus) const { return stimulus.magnitude; }
    template <class Record>
    double operator()(const Record&) const {
        throw InputError("variable", name, "is neither a dose nor a stimulus");
    }
};

/// Returns the record of a variable. Throws InputError if there is none.
const Record& record_of(const Regimen& regimen, const Variable& variable) {
    const auto& records = regimen.records();
    if (variable.record >= records.size())
        throw InputError("variable", name_of(variable),
                         "is not there: the regimen has " + std::to_string(records.size()) +
                             " records, counted from 0");
    return records[variable.record];
}

Variation vary_record(const Subject& subject, const Variable& variable) {
    const Record& record = record_of(subject.regimen, variable);
    const std::string name = name_of(variable);
    const auto moved = [&](const auto& action) {
        return Subject{subject.model, changed(subject.regimen, variable.record, action)};
    };
    if (variable.kind == Variable::Kind::time)
        return {moved(AddTime{time_step}), subject, 1.0 / time_step};
    const double amount = std::visit(AmountOf{name}, record);
    const double step = amount == 0.0 ? time_step : amount * time_step;
    const double above = amount + step;
    return {moved(SetAmount{above}), subject, 1.0 / (above - amount)};
}

}  // namespace

void check(const Variable& variable) {
    require_known("variable.kind", variable.kind, Variable::Kind::time);
}

std::string name_of(const Variable& variable) {
    if (variable.kind == Variable::Kind::parameter) return variable.parameter;
    return (variable.kind == Variable::Kind::amt ? "amt[" : "time[") +
           std::to_string(variable.record) + "]";
}

Variation vary(const Subject& subject, const Variable& variable) {
    return variable.kind == Variable::Kind::parameter ? vary_parameter(subject, variable.parameter)
                                                      : vary_record(subject, variable);
}

double own_value(const Subject& subject, const Variable& variable) {
    if (variable.kind == Variable::Kind::parameter)
        return subject.model.parameters().value(variable.parameter);
    const Record& record = record_of(subject.regimen, variable);
    if (variable.kind == Variable::Kind::time) return time_of(record);
    const std::string name = name_of(variable);
    return std::visit(AmountOf{name}, record);
}

Subject with_values(const Subject& subject, const std::vector<Variable>& variables,
                    std::span<const double> values) {
    std::map<std::string, double> parameters;
    std::vector<Record> records;
    for (std::size_t k = 0; k < variables.size(); ++k) {
        const auto& [kind, parameter, record] = variables[k];
        if (kind == Variable::Kind::parameter) {
            parameters[parameter] = values[k];
            continue;
        }
        if (records.empty()) records = subject.regimen.records();
        if (kind == Variable::Kind::time)
            std::visit([&](auto& own) { own.time.value = values[k]; }, records[record]);
        else std::visit(SetAmount{values[k]}, records[record]);
    }
    return {parameters.empty() ? subject.model : subject.model.with(parameters),
            records.empty() ? subject.regimen : Regimen(std::move(records))};
}

}  // namespace opiodyn::detail
