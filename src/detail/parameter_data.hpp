#pragma once
/// The rows that cmake/embed_parameters.py writes from data/.

#include <cstddef>

namespace opiodyn::detail {

struct ParameterRow {
    const char* name;
    double value;
    const char* unit;
    double low, high;
    char evidence;
    const char* status;
    const char* sources;  ///< keys, separated by a space
    const char* meaning;
    const char* note;
};
struct SubstanceRow {
    const char* name;
    const char* kind;
    int compartments;
    const char* metabolites;  ///< names, separated by a space
    const char* description;
};
struct RouteRow {
    const char* substance;
    const char* route;
    const char* salt;
};
struct InputRow {
    const char* substance;
    const char* route;
    const char* name;
    const char* kind;
};
struct AffinityRow {
    const char* substance;
    const char* receptor;
};
struct PresetRow {
    const char* name;
    const char* matches;
    const char* fails;
};
struct ReferenceRow {
    const char* key;
    const char* citation;
    const char* doi;
    const char* note;
};

extern const ParameterRow parameter_rows[];
extern const std::size_t parameter_row_count;
extern const SubstanceRow substance_rows[];
extern const std::size_t substance_row_count;
extern const RouteRow route_rows[];
extern const std::size_t route_row_count;
extern const InputRow input_rows[];
extern const std::size_t input_row_count;
extern const AffinityRow affinity_rows[];
extern const std::size_t affinity_row_count;
extern const PresetRow preset_rows[];
extern const std::size_t preset_row_count;
extern const ReferenceRow reference_rows[];
extern const std::size_t reference_row_count;

}  // namespace opiodyn::detail
