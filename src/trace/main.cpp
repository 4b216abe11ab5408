/// This program prints the code of the steps of some model shapes, while the library is built.
///
///     opiodyn_trace FOLDER
///
/// writes generated_steps.hpp, one header for each shape, and generated_shapes_data.cpp. If they are there already, it
/// leaves them as they are, so that nothing is compiled again.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "trace/library_text.hpp"
#include "trace/shapes.hpp"

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

int main(int count, char** words) try {
    if (count != 2) throw std::invalid_argument("usage: opiodyn_trace FOLDER");
    const std::filesystem::path folder = words[1];
    std::filesystem::create_directories(folder);
    const auto files = opiodyn::detail::trace::files_of(opiodyn::detail::trace::shapes());
    const bool there = std::all_of(files.begin(), files.end(), [&](const auto& file) {
        return content(folder / file.first) == file.second;
    });
    if (there) return 0;
    // CMake knows some of the files by name. If one of the others has changed, these must be new too.
    for (const auto& [name, text] : files) write(folder / name, text);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "opiodyn_trace: %s\n", error.what());
    return 1;
}
