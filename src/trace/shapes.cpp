#include "trace/shapes.hpp"

namespace opiodyn::detail::trace {
namespace {

const std::string tablet = "naltrexone 4.5 mg po", injection = "naltrexone 4.5 mg iv",
                  morphine = " + morphine 10 mg iv";

ModelOptions with(const ResponseOptions& response, bool agonist = false) {
    ModelOptions options;
    options.response = response;
    if (agonist) options.drugs = {"naltrexone", "morphine"};
    return options;
}

}  // namespace

std::vector<Shape> shapes() {
    const ResponseOptions usual, none = ResponseOptions::none(), immune = ResponseOptions::all();
    return {
        {"naltrexone tablet", with(usual), tablet},
        {"naltrexone tablet without response", with(none), tablet},
        {"naltrexone tablet with immune part", with(immune), tablet},
        {"naltrexone iv", with(usual), injection},
        {"naltrexone tablet and morphine iv", with(usual, true), tablet + morphine},
    };
}

}  // namespace opiodyn::detail::trace
