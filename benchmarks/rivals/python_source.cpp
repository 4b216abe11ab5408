#include "python_source.hpp"

#include <cstdio>
#include <functional>
#include <opiodyn/scalars/number.hpp>
#include <optional>
#include <vector>

#include "equations/equations_transfer.hpp"
#include "model/shape/model_implementation.hpp"

namespace rivals {
namespace {

std::string text(double x) {
    char digits[32];
    const auto end = std::snprintf(digits, sizeof digits, "%.17g", x);
    return {digits, static_cast<std::size_t>(end)};
}

/// A line is an assignment to a name of its own.
thread_local std::vector<std::string> lines;

/// A Symbol is a number, or the name of one that is known when the function runs.
class Symbol {
public:
    Symbol() : Symbol(0.0) {}
    Symbol(double x) : constant_(x), name_(text(x)) {}
    static Symbol named(std::string name) {
        Symbol symbol;
        symbol.constant_.reset();
        symbol.name_ = std::move(name);
        return symbol;
    }
    static Symbol of(const std::string& expression) {
        const std::string name = "v" + std::to_string(lines.size());
        lines.push_back(name + " = " + expression);
        return named(name);
    }
    /// Joins two symbols. Two numbers give a number. With a name among them they give a line.
    template <class Operation>
    static Symbol joined(const Symbol& a, const char* sign, const Symbol& b, Operation operation) {
        if (a.constant_ && b.constant_) return operation(*a.constant_, *b.constant_);
        return of(a.name_ + sign + b.name_);
    }
    const std::string& name() const { return name_; }

    Symbol& operator+=(const Symbol& b) { return *this = *this + b; }
    Symbol& operator-=(const Symbol& b) { return *this = *this - b; }
    Symbol& operator*=(const Symbol& b) { return *this = *this * b; }
    Symbol& operator/=(const Symbol& b) { return *this = *this / b; }
    friend Symbol operator+(const Symbol& a, const Symbol& b) {
        return a.constant_ == 0.0 ? b : joined(a, " + ", b, std::plus<>());
    }
    friend Symbol operator-(const Symbol& a, const Symbol& b) {
        return joined(a, " - ", b, std::minus<>());
    }
    friend Symbol operator*(const Symbol& a, const Symbol& b) {
        return joined(a, " * ", b, std::multiplies<>());
    }
    friend Symbol operator/(const Symbol& a, const Symbol& b) {
        return joined(a, " / ", b, std::divides<>());
    }
    friend Symbol operator-(const Symbol& a) { return 0.0 - a; }
    friend Symbol positive_part(const Symbol& x) { return of("max(0.0, " + x.name_ + ")"); }
    friend Symbol smallest(const Symbol& a, const Symbol& b) {
        return of("min(" + a.name_ + ", " + b.name_ + ")");
    }
    friend Symbol power(const Symbol& x, const Symbol& p) {
        if (x.constant_ && p.constant_) return opiodyn::power(*x.constant_, *p.constant_);
        return of("max(0.0, " + x.name_ + ") ** " + p.name_);
    }

private:
    std::optional<double> constant_;
    std::string name_;
};

struct Assign {
    void number(double from, Symbol& to) { to = from; }
    void shape(opiodyn::Index) {}
    opiodyn::Index state(opiodyn::Index index) { return index; }
};

}  // namespace

std::string python_source(const opiodyn::Model& model) {
    lines.clear();
    opiodyn::detail::Equations<Symbol> equations;
    Assign assign;
    opiodyn::detail::Transfer<Assign>{assign}(model.implementation().equations, equations);
    std::vector<Symbol> y, rates(static_cast<std::size_t>(model.size()));
    std::string names;
    for (opiodyn::Index i = 0; i < model.size(); ++i) {
        y.push_back(Symbol::named("y" + std::to_string(i)));
        names += y.back().name() + ", ";
    }
    const auto* at = y.data();
    equations.linear_part(at, rates);
    auto* to = rates.data();
    equations.add_nonlinear_part(at, to);
    std::string source = "def rates(y):\n    " + names + "= y\n";
    for (const auto& line : lines) source += "    " + line + "\n";
    source += "    return [";
    for (const auto& rate : rates) source += rate.name() + ", ";
    return source + "]\n";
}

}  // namespace rivals
