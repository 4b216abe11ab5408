#include "opiodyn/receptor.hpp"

#include "foundations/enum_names.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<receptor_count> names{"mu", "delta", "kappa"};

}  // namespace

const std::string& to_string(Receptor receptor) {
    return detail::name_of<names>("receptor", receptor);
}

Receptor parse_receptor(std::string_view name) {
    return detail::parse_name<Receptor>("receptor", names, name);
}

}  // namespace opiodyn
