#pragma once
/// This header reads the arguments of the constructors and methods that users call. A mistake in them is one InputError, as
/// everywhere else; without it the caller would get the C++ signature.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "bind.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {

/// Returns a value as a message shows it.
std::string shown(py::handle value);

/// A signature has the names that a constructor or method takes, read from text such as "name, *, CL, Q=[]".
class Signature {
public:
    /// Reads the text; what has no default is needed, and what follows the star goes by name.
    Signature(std::string of, std::string_view text);
    /// Returns the class that is constructed, or the method.
    const std::string& of() const { return of_; }
    /// Returns the names in their order.
    const std::vector<std::string>& names() const { return names_; }
    /// Returns the names that have no default.
    const std::vector<std::string>& needed() const { return needed_; }
    /// Returns how many values may stand without their names.
    std::size_t positional() const { return positional_; }
    /// Returns what it takes, in words.
    std::string words() const;
    /// Returns a docstring that begins with the signature, because Python looks there for that of compiled code.
    std::string method_doc(std::string_view doc) const;
    /// Returns that of the constructor.
    const char* constructor_doc() const { return constructor_doc_.c_str(); }

private:
    std::string of_, text_, constructor_doc_;
    std::vector<std::string> names_, needed_, optional_;
    std::size_t positional_;
};

/// Arguments are what one call has given, each by its name. They must not outlive the signature.
class Arguments {
public:
    /// Takes the arguments of a call. Throws InputError if one is missing, given twice or not known.
    Arguments(const Signature& signature, const py::args& unnamed, const py::kwargs& named);

    /// Each of these returns a value in its plain type, or the default if it was left out. They throw InputError for
    /// a value of another type.
    double number(const char* name, double otherwise = 0.0) const;
    std::optional<double> optional_number(const char* name) const;
    std::int64_t whole(const char* name, std::int64_t otherwise = 0) const;
    std::uint64_t seed(const char* name) const;
    std::string text(const char* name, std::string otherwise = {}) const;
    std::vector<double> numbers(const char* name) const;
    std::map<std::string, double> named_numbers(const char* name) const;
    std::map<std::string, std::variant<double, std::string>> named_values(const char* name) const;

    /// Returns a value of any type that pybind11 knows; the rule says what it must be.
    template <class T>
    T value(const char* name, const std::string& rule, T otherwise = {}) const {
        const auto given = find(name);
        return given ? cast<T>(name, given, rule) : otherwise;
    }

    /// Returns a list of values of such a type; the rule says what each must be.
    template <class T>
    std::vector<T> list(const char* name, const std::string& rule) const {
        std::vector<T> found;
        for (const auto& item : items(name, "must be a list")) {
            let_signals_in(found.size());
            found.push_back(cast<T>(element(name, found.size()), item, rule));
        }
        return found;
    }

private:
    /// Returns what was given, or a null handle.
    py::handle find(const char* name) const;
    std::vector<py::object> items(const char* name, const char* rule) const;
    std::string field(const std::string& name) const { return signature_.of() + "." + name; }
    /// Returns what maps names to values.
    std::map<std::string, py::object> named(const char* name, const char* rule) const;
    /// Throws InputError for a value that stands without its name, but may not.
    [[noreturn]] void refuse_excess(py::handle value) const;
    [[noreturn]] void refuse(const std::string& name, py::handle value,
                             const std::string& rule) const;
    double number_of(const std::string& name, py::handle value) const;
    static std::string element(const std::string& name, std::size_t i) {
        return name + "[" + std::to_string(i) + "]";
    }
    template <class T>
    T cast(const std::string& name, py::handle value, const std::string& rule) const {
        try {
            return value.cast<T>();
        } catch (const py::cast_error&) {
        } catch (const py::reference_cast_error&) {  // of None
        } catch (py::error_already_set& error) {     // of a class of the caller
            if (!error.matches(PyExc_Exception)) throw;
        }
        refuse(name, value, rule);
    }

    const Signature& signature_;
    py::dict given_;
};

/// Returns the constructor of a class whose objects a function makes of the arguments.
template <auto make>
auto constructor(const Signature& signature) {
    return py::init([&signature](const py::args& unnamed, const py::kwargs& named) {
        return make(Arguments(signature, unnamed, named));
    });
}

}  // namespace opiodyn::python
