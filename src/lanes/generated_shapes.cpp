#include "lanes/generated_shapes.hpp"

#include <algorithm>

namespace opiodyn::detail {

std::ptrdiff_t generated_shape(std::span<const Index> shape) {
    const auto shapes = generated_shapes();
    const auto found = std::find_if(shapes.begin(), shapes.end(), [&](const auto& known) {
        return std::equal(shape.begin(), shape.end(), known.shape.begin(), known.shape.end());
    });
    return found == shapes.end() ? -1 : found - shapes.begin();
}

std::size_t generated_form(const GeneratedShape& shape, const double* numbers) {
    const auto fits = [&](const GeneratedForm& form) {
        return std::all_of(form.fixed.begin(), form.fixed.end(),
                           [&](const FixedNumber& f) { return numbers[f.place] == f.value; });
    };
    const auto forms = shape.forms;
    return static_cast<std::size_t>(std::find_if(forms.begin(), forms.end(), fits) - forms.begin());
}

std::string kernel_name(std::span<const Index> shape) {
    const auto place = generated_shape(shape);
    if (place < 0) return "plan";
    return "generated: " + std::string(generated_shapes()[static_cast<std::size_t>(place)].name);
}

}  // namespace opiodyn::detail
