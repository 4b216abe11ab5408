#include "foundations/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <ios>
#include <locale>
#include <sstream>

namespace opiodyn::detail {
namespace {

/// Returns a number as a stream writes it in the classic locale, whatever the locale of the process.
std::string written(double value, std::ios::fmtflags notation, int decimals) {
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.setf(notation, std::ios::floatfield);
    stream.precision(decimals);
    stream << value;
    return stream.str();
}

bool reads_back(const std::string& text, double value) {
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double back = 0.0;
    return stream >> back && back == value;
}

}  // namespace

std::string shortest_text(double value) {
    if (!std::isfinite(value)) return written(value, {}, 0);
    int decimals = 0;
    std::string scientific = written(value, std::ios::scientific, decimals);
    while (!reads_back(scientific, value))
        scientific = written(value, std::ios::scientific, ++decimals);
    const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
    const std::string plain = written(value, std::ios::fixed, std::max(0, decimals - exponent));
    return plain.size() <= scientific.size() ? plain : scientific;
}

}  // namespace opiodyn::detail
