#include "trace/library_text.hpp"

#include <catch2/catch_test_macros.hpp>

#include "opiodyn/error.hpp"

using namespace opiodyn::detail::trace;

namespace {

Shape small(const std::string& regimen) {
    opiodyn::ModelOptions options;
    options.response = opiodyn::ResponseOptions::none();
    return {"small shape", options, regimen};
}

}  // namespace

TEST_CASE("a shape has a header of its own, and the lists name it") {
    const auto files = files_of({small("naltrexone 4.5 mg po")});
    REQUIRE(files.size() == 3);
    const auto& header = files.at("step_small_shape.hpp");
    for (const char* words :
         {"\"small shape\"", "::small_shape::usual {", "::small_shape::general {",
          "// naltrexone.central", "// naltrexone.mu.koff"})
        CHECK(header.find(words) != std::string::npos);
    CHECK(files.at("generated_steps.hpp").find("step_small_shape.hpp") != std::string::npos);
    CHECK(files.at("generated_shapes_data.cpp").find("{\"small shape\", ") != std::string::npos);
}

TEST_CASE("the same shapes give the same text") {
    const std::vector<Shape> shapes{small("naltrexone 4.5 mg po")};
    CHECK(files_of(shapes) == files_of(shapes));
}

TEST_CASE("a shape whose regimen its model does not know is refused") {
    CHECK_THROWS_AS(files_of({small("morphine 10 mg iv")}), opiodyn::Error);
}

TEST_CASE("the shapes of the library have names of their own") {
    std::map<std::string, int> count;
    for (const auto& shape : shapes()) ++count[shape.name];
    CHECK(count.size() == shapes().size());
}
