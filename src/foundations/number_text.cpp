#include "foundations/number_text.hpp"

#include <algorithm>
#include <cmath>

#ifdef __EMSCRIPTEN__
#include <cstdio>
#include <cstdlib>
#else
#include <locale>
#include <sstream>
#endif

namespace opiodyn::detail {
namespace {

enum class Notation { fixed, scientific };

#ifdef __EMSCRIPTEN__
// A browser has the classic locale alone. Streams would bring all locales of the standard library into its download.
std::string written(double value, Notation notation, int decimals) {
    const char* format = notation == Notation::fixed ? "%.*f" : "%.*e";
    std::string text(static_cast<std::size_t>(std::snprintf(nullptr, 0, format, decimals, value)),
                     ' ');
    std::snprintf(text.data(), text.size() + 1, format, decimals, value);
    return text;
}

std::optional<double> read(const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}
#else
/// Returns a number as a stream writes it in the classic locale, whatever the locale of the process.
std::string written(double value, Notation notation, int decimals) {
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.setf(notation == Notation::fixed ? std::ios::fixed : std::ios::scientific,
                std::ios::floatfield);
    stream.precision(decimals);
    stream << value;
    return stream.str();
}

/// Reads by a stream. std::stod follows the locale of the process, and refuses subnormal numbers.
std::optional<double> read(const std::string& text) {
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double value = 0.0;
    if (!(stream >> value) || stream.peek() != std::istringstream::traits_type::eof())
        return std::nullopt;
    return value;
}
#endif

/// Tells whether a number was read as 0 though its digits are others, because it is too small for a double.
bool underflows(const std::string& text, double value) {
    return value == 0.0 &&
           text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string::npos;
}

}  // namespace

std::string shortest_text(double value) {
    if (!std::isfinite(value)) return written(value, Notation::fixed, 0);
    int decimals = 0;
    std::string scientific = written(value, Notation::scientific, decimals);
    while (number_of(scientific) != value)
        scientific = written(value, Notation::scientific, ++decimals);
    const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
    const std::string plain = written(value, Notation::fixed, std::max(0, decimals - exponent));
    return plain.size() <= scientific.size() ? plain : scientific;
}

std::optional<double> number_of(const std::string& text) {
    const auto value = text.empty() ? std::nullopt : read(text);
    return value && underflows(text, *value) ? std::nullopt : value;
}

}  // namespace opiodyn::detail
