#pragma once
/// cmake/embed_parameters.py writes these tables from data/ and from the reader's table of kinds.

#include <span>
#include <string_view>

namespace opiodyn::detail {

/// A domain tells which values a kind of parameter may have.
enum class Domain { positive, non_negative, fraction, positive_fraction, any };

struct KindRow {
    std::string_view word;  ///< This is the last word of a parameter's name.
    const char* unit;
    Domain domain;
};
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
    const char* calibrated_at;  ///< receptor where peptides competed, or empty
};
struct EndpointRow {
    const char* name;
    const char* receptor;
    const char* meaning;
};
struct SubstanceRow {
    const char* name;
    const char* kind;
    int compartments;
    const char* metabolites;  ///< names, separated by a space
    const char* description;
    const char* set_of;  ///< base of a literature set, or empty
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
    int n;  ///< transit compartments of the kind transit, 0 for others
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
struct NoteRow {
    const char* name;
    const char* text;
    const char* when;
    int severity;
    const char* status;
    const char* sources;  ///< keys, separated by a space
};
struct BrandRow {
    const char* name;
    const char* drug;     ///< empty for a word that is refused
    const char* routes;   ///< words of the library, separated by a space
    const char* refusal;  ///< empty for a word that means one drug
    const char* status;
    const char* sources;  ///< keys, separated by a space
    const char* note;
};
/// An OtherRow names a drug that the library does not have.
struct OtherRow {
    const char* name;
};
struct ReferenceRow {
    const char* key;
    const char* citation;
    const char* doi;
    const char* note;
};

extern const std::span<const KindRow> kind_rows;
extern const std::span<const ParameterRow> parameter_rows;
extern const std::span<const ParameterRow> response_rows;  ///< receptors, peptides and read-outs
extern const std::span<const EndpointRow> endpoint_rows;
extern const std::span<const ParameterRow> effect_rows;  ///< variability, correlations, covariates
extern const std::span<const MissingRow> missing_rows;
extern const std::span<const SubstanceRow> substance_rows;
extern const std::span<const RouteRow> route_rows;
extern const std::span<const InputRow> input_rows;
extern const std::span<const AffinityRow> affinity_rows;
extern const std::span<const VariabilityRow> variability_rows;
extern const std::span<const CorrelationRow> correlation_rows;
extern const std::span<const CovariateRow> covariate_rows;
extern const std::span<const PresetRow> preset_rows;
extern const std::span<const NoteRow> note_rows;
extern const std::span<const ParameterRow> safety_rows;  ///< numbers that decide on notes
extern const std::span<const BrandRow> brand_rows;
extern const std::span<const OtherRow> other_rows;
extern const std::span<const ReferenceRow> reference_rows;

}  // namespace opiodyn::detail
