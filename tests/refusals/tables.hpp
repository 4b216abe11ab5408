#pragma once
/// This header says what a row of the table of bad input is, and names the parts of the table.

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace refusals {

inline constexpr double inf = std::numeric_limits<double>::infinity();
inline constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

/// A row is one call that must be refused with an InputError, and what the error says.
struct Row {
    const char* door;            ///< The public call is named as in the headers.
    std::function<void()> call;  ///< This makes the call.
    std::string field, value;    ///< The error has this field, and this value as text.
    std::string rule;            ///< The rule of the error holds this.
    std::string next{};          ///< It also holds this, which says what to do.
};

std::vector<Row> dosing_doors();
std::vector<Row> model_doors();
std::vector<Row> number_doors();
std::vector<Row> run_doors();
std::vector<Row> substance_doors();

}  // namespace refusals
