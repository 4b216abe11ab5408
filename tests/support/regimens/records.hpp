#pragma once
/// This header compares records of a regimen field by field.

#include <algorithm>

#include "opiodyn/dosing.hpp"

namespace support {

inline bool same(const opiodyn::Dose& a, const opiodyn::Dose& b) {
    return a.drug == b.drug && a.amount == b.amount && a.route == b.route && a.time == b.time &&
           a.dur == b.dur && a.ii == b.ii && a.addl == b.addl && a.rate == b.rate && a.ss == b.ss &&
           a.cmt == b.cmt && a.F == b.F && a.lag == b.lag;
}
inline bool same(const opiodyn::Reset& a, const opiodyn::Reset& b) { return a.time == b.time; }
inline bool same(const opiodyn::Change& a, const opiodyn::Change& b) {
    return a.time == b.time && a.parameters == b.parameters;
}
inline bool same(const opiodyn::Concentration& a, const opiodyn::Concentration& b) {
    return a.drug == b.drug && a.times == b.times && a.values == b.values && a.unit == b.unit &&
           a.time == b.time;
}
inline bool same(const opiodyn::Stimulus& a, const opiodyn::Stimulus& b) {
    return a.name == b.name && a.magnitude == b.magnitude && a.time == b.time && a.ii == b.ii &&
           a.addl == b.addl;
}
inline bool same(const opiodyn::Record& a, const opiodyn::Record& b) {
    if (a.index() != b.index()) return false;
    return std::visit(
        [&b](const auto& record) {
            return same(record, std::get<std::decay_t<decltype(record)>>(b));
        },
        a);
}
/// Tells whether two regimens have the same records in the same order.
inline bool same(const opiodyn::Regimen& a, const opiodyn::Regimen& b) {
    return std::equal(
        a.records().begin(), a.records().end(), b.records().begin(), b.records().end(),
        [](const opiodyn::Record& x, const opiodyn::Record& y) { return same(x, y); });
}

}  // namespace support
