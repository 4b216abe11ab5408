#include "objects/arguments.hpp"

#include <algorithm>

namespace opiodyn::python {
namespace {

constexpr py::ssize_t most_shown = 160;  // characters of a value in a message

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Returns what a check of the package makes of a value; nothing if it refuses the value. The package alone knows what
/// counts as a number, because its functions ask for numbers too.
std::optional<py::object> checked(const char* check, py::handle value) {
    const auto checks = py::module_::import("opiodyn._checks.check");
    try {
        return py::object(checks.attr(check)(check, value));
    } catch (py::error_already_set& error) {
        if (!error.matches(checks.attr("InputError"))) throw;
        return {};
    }
}

/// Returns a number of any numeric type; nothing for all else.
std::optional<double> plain_number(py::handle value) {
    if (PyFloat_CheckExact(value.ptr())) return PyFloat_AsDouble(value.ptr());
    const auto number = checked("number", value);
    if (!number) return {};
    return number->cast<double>();
}

/// Returns a whole number, which may be a float without a fraction; nothing for all else.
template <class Whole>
std::optional<Whole> plain_whole(py::handle value) {
    const bool plain = PyLong_CheckExact(value.ptr()) != 0;
    const std::optional<py::object> number =
        plain ? py::reinterpret_borrow<py::object>(value) : checked("whole", value);
    try {
        if (number) return number->cast<Whole>();
    } catch (const py::cast_error&) {  // beyond what the type holds
    }
    return {};
}

}  // namespace

py::str one_line(const py::str& text) {
    // Python counts characters, so that none is cut in half.
    const py::object line = py::str(" ").attr("join")(text.attr("split")());
    if (static_cast<py::ssize_t>(py::len(line)) <= most_shown) return line;
    const py::object head = line[py::slice(0, most_shown - 3, 1)];
    return head + py::str("...");
}

Signature::Signature(std::string of, std::string_view text) : of_(std::move(of)) {
    std::optional<std::size_t> star;
    while (!text.empty()) {
        const auto comma = std::min(text.find(", "), text.size());
        const std::string one(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 2, text.size()));
        const auto equals = one.find('=');
        const std::string name = one.substr(0, equals);
        if (name == "*") {
            star = names_.size();
            continue;
        }
        names_.push_back(name);
        (equals == std::string::npos ? needed_ : optional_).push_back(name);
    }
    positional_ = star.value_or(names_.size());
}

std::string Signature::words() const {
    const std::string more = optional_.empty() ? "" : ", and if wanted " + joined(optional_);
    return of_ + " takes " + joined(needed_) + more;
}

Arguments::Arguments(const Signature& signature, const py::args& unnamed, const py::kwargs& named)
    : signature_(signature) {
    const auto& names = signature.names();
    if (unnamed.size() > signature.positional())
        refuse(names[std::min(signature.positional(), names.size() - 1)],
               unnamed[signature.positional()],
               "must be written as name=value; " + signature.words());
    for (std::size_t i = 0; i < unnamed.size(); ++i) given_[names[i].c_str()] = unnamed[i];
    for (const auto& [key, value] : named) {
        const auto name = key.cast<std::string>();
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw UnknownNameError("argument of " + signature.of(), name, names);
        if (given_.contains(key)) refuse(name, value, "is given twice");
        given_[key] = value;
    }
    for (const auto& name : signature.needed())
        if (!given_.contains(name))
            throw InputError(field(name), "missing", "must be given; " + signature.words());
}

py::handle Arguments::find(const char* name) const {
    return given_.contains(name) ? py::handle(given_[name]) : py::handle();
}

void Arguments::refuse(const std::string& name, py::handle value, const std::string& rule) const {
    throw InputError(field(name), one_line(py::repr(value)), rule);
}

double Arguments::number_of(const std::string& name, py::handle value) const {
    if (const auto number = plain_number(value)) return *number;
    refuse(name, value, "must be a number");
}

double Arguments::number(const char* name, double otherwise) const {
    const auto given = find(name);
    return given ? number_of(name, given) : otherwise;
}

std::optional<double> Arguments::optional_number(const char* name) const {
    const auto given = find(name);
    if (!given || given.is_none()) return {};
    return number_of(name, given);
}

std::int64_t Arguments::whole(const char* name, std::int64_t otherwise) const {
    const auto given = find(name);
    if (!given) return otherwise;
    if (const auto number = plain_whole<std::int64_t>(given)) return *number;
    refuse(name, given, "must be a whole number");
}

std::uint64_t Arguments::seed(const char* name) const {
    const auto given = find(name);
    if (const auto number = plain_whole<std::uint64_t>(given)) return *number;
    refuse(name, given, "must be a whole number, at least 0");
}

std::string Arguments::text(const char* name, std::string otherwise) const {
    const auto given = find(name);
    if (!given) return otherwise;
    if (PyUnicode_Check(given.ptr())) return cast<std::string>(name, given, "must be text");
    refuse(name, given, "must be text");
}

std::vector<py::object> Arguments::items(const char* name, const char* rule) const {
    const auto given = find(name);
    if (!given) return {};
    const bool is_text = PyUnicode_Check(given.ptr()) || PyBytes_Check(given.ptr()) ||
                         PyByteArray_Check(given.ptr());
    if (is_text || !py::isinstance<py::iterable>(given)) refuse(name, given, rule);
    std::vector<py::object> found;
    for (const auto& item : given) found.push_back(py::reinterpret_borrow<py::object>(item));
    return found;
}

std::vector<double> Arguments::numbers(const char* name) const {
    std::vector<double> found;
    for (const auto& item : items(name, "must be a list of numbers"))
        found.push_back(number_of(element(name, found.size()), item));
    return found;
}

std::map<std::string, double> Arguments::named_numbers(const char* name) const {
    std::map<std::string, double> found;
    using Given = std::map<std::string, py::object>;
    for (const auto& [key, item] : value<Given>(name, "must map names to numbers"))
        found[key] = number_of(name + ("." + key), item);
    return found;
}

std::map<std::string, std::variant<double, std::string>> Arguments::named_values(
    const char* name) const {
    std::map<std::string, std::variant<double, std::string>> found;
    using Given = std::map<std::string, py::object>;
    for (const auto& [key, item] : value<Given>(name, "must map names to numbers or words")) {
        if (PyUnicode_Check(item.ptr())) found[key] = item.cast<std::string>();
        else found[key] = number_of(name + ("." + key), item);
    }
    return found;
}

}  // namespace opiodyn::python
