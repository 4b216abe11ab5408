#pragma once
/// This header makes of a setting what runs: a model, a regimen and an end.

#include <emscripten/val.h>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::web {

/// A run is asked for by the model of one person, what that person takes, and how long the run lasts.
struct Asked {
    Model model;      ///< The model has the drugs and the routes of the regimen.
    Regimen regimen;  ///< The regimen holds what is taken.
    double end{};     ///< The run ends at this time [h].
};

/// Reads a setting: {regimen, dose, biophase, phi, response, weights, covariates, end}. A `dose` of {drug, amount}
/// replaces every dose of that drug [mg], and null leaves the regimen as it is. An `end` of null is the default end.
/// Throws as the library does.
Asked asked_of(const emscripten::val& setting);

/// Reads an object of names and numbers.
std::map<std::string, double> numbers_of(const emscripten::val& object);

}  // namespace opiodyn::web
