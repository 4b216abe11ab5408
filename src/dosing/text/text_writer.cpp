/// The text form of any regimen, complete: every field that is not at its default.

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

/// " q24h x28 ss". In a steady state one dose goes without saying.
std::string repetition(const Dose& dose) {
    std::string text;
    const bool steady = dose.steady_state != SteadyState::none;
    if (dose.interval.value > 0.0) {
        text += " q" + to_text(dose.interval.value) + "h";
        if (dose.additional > 0 || !steady) text += " x" + std::to_string(dose.additional + 1);
    }
    if (steady) text += dose.steady_state == SteadyState::reset ? " ss" : " ss2";
    return text;
}

struct Writer {
    std::string operator()(const Dose& dose) const {
        std::string text =
            dose.drug + " " + to_text(dose.amount.value) + " mg " + abbreviation(dose.route);
        if (dose.duration.value > 0.0) text += " over " + to_text(dose.duration.value) + "h";
        if (dose.rate.value > 0.0) text += " rate " + to_text(dose.rate.value) + "mg/h";
        text += repetition(dose);
        if (dose.time.value > 0.0) text += " at " + to_text(dose.time.value) + "h";
        if (!dose.compartment.empty()) text += " cmt " + dose.compartment;
        if (dose.bioavailability != 1.0) text += " F " + to_text(dose.bioavailability);
        if (dose.lag.value > 0.0) text += " lag " + to_text(dose.lag.value) + "h";
        return text;
    }
    std::string operator()(const Stimulus& stimulus) const {
        std::string text = stimulus.name == "flare" ? "flare" : "stimulus " + stimulus.name;
        text += " " + to_text(stimulus.magnitude);
        if (stimulus.interval.value > 0.0)
            text += " q" + to_text(stimulus.interval.value) + "h x" +
                    std::to_string(stimulus.additional + 1);
        if (stimulus.time.value > 0.0) text += " at " + to_text(stimulus.time.value) + "h";
        return text;
    }
    std::string operator()(const Reset& reset) const {
        return "reset at " + to_text(reset.time.value) + "h";
    }
    std::string operator()(const Change& change) const {
        std::string text = "set";
        for (const auto& [name, value] : change.parameters)
            text += " " + name + "=" + to_text(value);
        if (change.time.value > 0.0) text += " at " + to_text(change.time.value) + "h";
        return text;
    }
};

}  // namespace

std::string to_text(const Regimen& regimen) {
    std::string text;
    for (const auto& record : regimen.records()) {
        if (!text.empty()) text += " + ";
        text += std::visit(Writer{}, record);
    }
    return text;
}

}  // namespace opiodyn
