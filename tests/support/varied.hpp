#pragma once
/// This header makes subjects in which one variable of a sensitivity has another value.

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"
#include "support/differences.hpp"

namespace support {

// Runs at this tolerance are wrong by some 1e-11 of a value. Differences over up to 4 % of a variable are wrong by
// less than 1e-8 of the largest derivative, which their last extrapolation shows. The derivatives come from such a
// run too, and are as accurate as it is.
inline const opiodyn::SolverOptions tight{.rtol = 1e-11, .atol = 1e-14};
inline constexpr double share = 0.04;

inline opiodyn::Variable by(std::string parameter) {
    return {opiodyn::Variable::Kind::parameter, std::move(parameter), 0};
}
inline opiodyn::Variable by_amount(std::size_t record) {
    return {opiodyn::Variable::Kind::amt, {}, record};
}
inline opiodyn::Variable by_time(std::size_t record) {
    return {opiodyn::Variable::Kind::time, {}, record};
}

inline std::string name_of(const opiodyn::Variable& variable) {
    if (variable.kind == opiodyn::Variable::Kind::parameter) return variable.parameter;
    return (variable.kind == opiodyn::Variable::Kind::time ? "time " : "amount ") +
           std::to_string(variable.record);
}

/// Returns the value of a variable, or 1 h for a time.
inline double size_of(const opiodyn::Variable& variable, const opiodyn::Subject& subject) {
    if (variable.kind == opiodyn::Variable::Kind::parameter)
        return subject.model.parameters().value(variable.parameter);
    if (variable.kind == opiodyn::Variable::Kind::time) return 1.0;
    const auto& record = subject.regimen.records()[variable.record];
    if (const auto* dose = std::get_if<opiodyn::Dose>(&record)) return dose->amount.value;
    return std::get<opiodyn::Stimulus>(record).magnitude;
}

/// Returns a subject with a variable shifted. Model and regimen are made anew.
inline opiodyn::Subject shifted(const opiodyn::Subject& subject, const opiodyn::Variable& variable,
                                double shift) {
    if (variable.kind == opiodyn::Variable::Kind::parameter) {
        auto options = subject.model.options();
        options.parameters[variable.parameter] = size_of(variable, subject) + shift;
        return {opiodyn::Model(options), subject.regimen};
    }
    auto records = subject.regimen.records();
    auto& record = records[variable.record];
    if (variable.kind == opiodyn::Variable::Kind::time)
        std::visit([&](auto& any) { any.time.value += shift; }, record);
    else if (auto* dose = std::get_if<opiodyn::Dose>(&record)) dose->amount.value += shift;
    else std::get<opiodyn::Stimulus>(record).magnitude += shift;
    return {subject.model, opiodyn::Regimen(records)};
}

/// A Numbering picks the numbers of one row of a batch that are differentiated.
using Numbering = std::function<Numbers(const opiodyn::Batch&, std::int64_t)>;

/// Returns the differences of tight runs with a variable shifted.
inline Slopes differences(const opiodyn::Subject& subject, const opiodyn::Variable& variable,
                          const opiodyn::BatchRequest& request, const Numbering& numbers) {
    const double h = share * size_of(variable, subject);
    std::vector<opiodyn::Subject> subjects;
    for (const double shift : shifts(h)) subjects.push_back(shifted(subject, variable, shift));
    const auto batch = opiodyn::simulate_batch(subjects, request, tight);
    std::vector<Numbers> all;
    for (std::int64_t row = 0; row < batch.size(); ++row) {
        const auto& status = batch.status[static_cast<std::size_t>(row)];
        if (!status.complete()) throw opiodyn::Error(status.text);
        all.push_back(numbers(batch, row));
    }
    return extrapolated(all, h);
}

inline Numbers reductions_of(const opiodyn::Batch& batch, std::int64_t row) {
    Numbers numbers;
    for (std::int64_t r = 0; r < batch.metrics; ++r) numbers.push_back(batch.metric(row, r));
    return numbers;
}

/// Returns the numbering that picks one column over time.
inline Numbering column_of(std::int64_t column) {
    return [column](const opiodyn::Batch& batch, std::int64_t row) {
        Numbers numbers;
        for (std::int64_t t = 0; t < batch.times; ++t)
            numbers.push_back(batch.value(row, t, column));
        return numbers;
    };
}

}  // namespace support
