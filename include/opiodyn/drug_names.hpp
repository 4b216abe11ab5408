#pragma once
/// This header tells which drug of the library a written name means: another case of its name, or a brand.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn {

/// A brand is a word that people write for one drug of the library, or one that is refused with the reason:
/// a combination, or a word for a dose. Plain data: threads may share it while none writes.
struct Brand {
    std::string name;  ///< The name is in lower case; it is read in any case.
    std::string drug;  ///< The drug is one of the library; empty for a word that is refused.
    std::vector<Route> routes;  ///< The routes are those of the product.
    std::string refusal;        ///< The refusal says what the word means, and what to write.
    /// The status is read, secondary or memory, as for parameters. What is from memory is unconfirmed.
    std::string status;
    std::vector<std::string> sources;  ///< The sources are keys of the references.
    std::string note;                  ///< The note tells what else to know of the name.
};

namespace library {
/// Returns all brands. The list is made once and never changes; threads may share it.
const std::vector<Brand>& brands();
/// Returns the brand of this name in any case, or null if there is none.
const Brand* brand(std::string_view name);
/// Returns the library's name for a drug: its own name in any case, or that of the drug that a brand means.
/// Any other word is returned as it is. Throws InputError, which names `field`, for a word that is refused.
std::string drug_name(std::string_view word, std::string_view field = "drug");
/// Returns which drug of a regimen a word means: a name as it is or in another case, or a brand. Throws
/// UnknownNameError if the word means none of these drugs, and InputError for a word that is refused; both name the
/// field `drug`.
std::string drug_among(std::span<const std::string> drugs, std::string_view word);
/// Throws InputError, which names `field`, if the word is a brand that is not given by this route.
void check_route(std::string_view word, Route route, std::string_view field = "route");
}  // namespace library

}  // namespace opiodyn
