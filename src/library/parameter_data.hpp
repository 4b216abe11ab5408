#pragma once
/// The rows that cmake/embed_parameters.py writes from data/. A table without rows holds one dummy
/// element, so go by its count.

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
    const char* set_of;  ///< name of the base, for a literature set; else empty
};
struct MissingRow {
    const char* name;  ///< full name of the parameter
    const char* reason;
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
struct VariabilityRow {
    const char* substance;
    const char* parameter;  ///< full name, as everywhere below
    const char* effect;     ///< name of the effect row that holds the number
};
struct CorrelationRow {
    const char* substance;
    const char* first;
    const char* second;
    const char* effect;
};
struct CovariateRow {
    const char* substance;
    const char* parameter;
    const char* covariate;
    const char* category;  ///< empty for linear and power
    const char* kind;
    double reference;  ///< 0 for factor and set
    const char* effect;
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
extern const ParameterRow response_rows[];  ///< of the body: receptors, peptides, read-outs
extern const std::size_t response_row_count;
extern const ParameterRow effect_rows[];  ///< variability, correlations, covariates
extern const std::size_t effect_row_count;
extern const MissingRow missing_rows[];
extern const std::size_t missing_row_count;
extern const SubstanceRow substance_rows[];
extern const std::size_t substance_row_count;
extern const RouteRow route_rows[];
extern const std::size_t route_row_count;
extern const InputRow input_rows[];
extern const std::size_t input_row_count;
extern const AffinityRow affinity_rows[];
extern const std::size_t affinity_row_count;
extern const VariabilityRow variability_rows[];
extern const std::size_t variability_row_count;
extern const CorrelationRow correlation_rows[];
extern const std::size_t correlation_row_count;
extern const CovariateRow covariate_rows[];
extern const std::size_t covariate_row_count;
extern const PresetRow preset_rows[];
extern const std::size_t preset_row_count;
extern const ReferenceRow reference_rows[];
extern const std::size_t reference_row_count;

}  // namespace opiodyn::detail
