#include "model/shape/recorded.hpp"

namespace opiodyn::detail {

Recorded operator+(const Recorded& a, const Recorded& b) {
    return Recipe::record(Recipe::Operation::add, a, b);
}
Recorded operator-(const Recorded& a, const Recorded& b) {
    return Recipe::record(Recipe::Operation::subtract, a, b);
}
Recorded operator*(const Recorded& a, const Recorded& b) {
    return Recipe::record(Recipe::Operation::multiply, a, b);
}
Recorded operator/(const Recorded& a, const Recorded& b) {
    return Recipe::record(Recipe::Operation::divide, a, b);
}
Recorded power(const Recorded& x, const Recorded& p) {
    return Recipe::record(Recipe::Operation::power, x, p);
}
bool operator<(const Recorded& a, const Recorded& b) {
    return Recipe::decide(Recipe::Relation::less, a, b);
}
bool operator==(const Recorded& a, const Recorded& b) {
    return Recipe::decide(Recipe::Relation::equal, a, b);
}

bool Recipe::holds(Relation relation, double a, double b) {
    return relation == Relation::less ? a < b : a == b;
}

Recorded Recipe::record(Operation operation, const Recorded& a, const Recorded& b) {
    const double value = apply(operation, a.value_, b.value_);
    Recipe* const recipe = a.recipe_ != nullptr ? a.recipe_ : b.recipe_;
    if (recipe == nullptr) return value;
    recipe->steps_.push_back({operation, a, b});
    return {*recipe, recipe->slots_++, value};
}

bool Recipe::decide(Relation relation, const Recorded& a, const Recorded& b) {
    const bool outcome = holds(relation, a.value_, b.value_);
    Recipe* const recipe = a.recipe_ != nullptr ? a.recipe_ : b.recipe_;
    if (recipe != nullptr) recipe->decisions_.push_back({relation, a, b, outcome});
    return outcome;
}

bool Recipe::compute(std::vector<double>& numbers) const {
    replay(numbers);
    for (const auto& [relation, a, b, outcome] : decisions_)
        if (holds(relation, a.in(numbers), b.in(numbers)) != outcome) return false;
    return true;
}

}  // namespace opiodyn::detail
