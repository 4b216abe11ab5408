#pragma once
/// This header says of a name that is not known which known one was meant, or what there is.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace opiodyn::detail {

/// Returns how many letters of a name slipped for another to become of it, or nothing if it is no slip. Two
/// neighbours that changed places count one; another case counts nothing.
std::optional<std::size_t> slips(std::string_view name, std::string_view meant);

/// Returns the rule for a name that is none of those `known`. It suggests a known name if the name is a slip
/// of one or two letters, or leaves out the beginning; otherwise it lists what there is. A name that is as near
/// to one of `others`, which are other things, is no slip.
std::string about_unknown(std::string_view name, std::span<const std::string> known,
                          std::span<const std::string> others);

}  // namespace opiodyn::detail
