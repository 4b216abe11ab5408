#include "objects/pickling.hpp"

namespace opiodyn::python {
namespace {

std::string described(const py::tuple& state) {
    std::string text = std::to_string(state.size()) + " values";
    if (state.size() > 1)
        text += " beginning with " + std::string(py::repr(state[0])) + ", " +
                std::string(py::repr(state[1]));
    return text;
}

}  // namespace

void check_state(const py::tuple& state, const std::string& kind, std::size_t fields) {
    const auto size = fields + 2;
    if (state.size() == size && py::str(kind).equal(state[0]) &&
        py::int_(pickle_schema).equal(state[1]))
        return;
    throw InputError("pickle", described(state),
                     "must be the " + std::to_string(size) + " values of a " + kind +
                         " of schema " + std::to_string(pickle_schema) +
                         "; another version of opiodyn wrote it");
}

void refuse_fields(const std::string& kind) {
    throw InputError("pickle", kind, "holds a value of the wrong type");
}

}  // namespace opiodyn::python
