#include "objects/arguments.hpp"

#include <algorithm>

namespace opiodyn::python {
namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Returns what a check of the package makes of a value; it raises InputError, with this field, if it refuses the value.
/// The package knows what counts as a number, a text or a list, because its functions ask for these too.
py::object checked(const char* check, const std::string& field, py::handle value) {
    return py::module_::import("opiodyn._checks.check").attr(check)(field, value);
}

py::object checked(const char* check, const std::string& field, py::handle value,
                   const char* rule) {
    return py::module_::import("opiodyn._checks.check").attr(check)(field, value, rule);
}

/// Returns text of Python as UTF-8; what cannot be written so is escaped.
std::string utf8(py::handle text) {
    return py::bytes(text.attr("encode")("utf-8", "backslashreplace"));
}

/// Returns a docstring that begins with a signature, in the form that the interpreter knows.
std::string documented(std::string_view name, std::string_view arguments, std::string_view doc) {
    std::string all(name);
    all.append("(self").append(arguments.empty() ? "" : ", ").append(arguments);
    return all.append(")\n--\n\n").append(doc);
}

}  // namespace

std::string shown(py::handle value) {
    return utf8(py::module_::import("opiodyn._checks.shown").attr("shown")(value));
}

Signature::Signature(std::string of, std::string_view text)
    : of_(std::move(of)),
      text_(text),
      constructor_doc_(
          documented("__init__", text, "Makes one; the class describes the arguments.")) {
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
    if (names_.empty()) return of_ + " takes no argument";
    if (needed_.empty()) return of_ + " takes " + joined(optional_) + " if wanted";
    const std::string more = optional_.empty() ? "" : ", and if wanted " + joined(optional_);
    return of_ + " takes " + joined(needed_) + more;
}

std::string Signature::method_doc(std::string_view doc) const {
    return documented(of_, text_, doc);
}

Arguments::Arguments(const Signature& signature, const py::args& unnamed, const py::kwargs& named)
    : signature_(signature) {
    const auto& names = signature.names();
    if (unnamed.size() > signature.positional()) refuse_excess(unnamed[signature.positional()]);
    for (std::size_t i = 0; i < unnamed.size(); ++i) given_[names[i].c_str()] = unnamed[i];
    for (const auto& [key, value] : named) {
        const std::string name = utf8(key);
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

void Arguments::refuse_excess(py::handle value) const {
    const std::size_t most = signature_.positional();
    if (most == signature_.names().size())
        refuse("argument " + std::to_string(most + 1), value, "is too much; " + signature_.words());
    refuse(signature_.names()[most], value, "must be written as name=value; " + signature_.words());
}

void Arguments::refuse(const std::string& name, py::handle value, const std::string& rule) const {
    throw InputError(field(name), shown(value), rule);
}

double Arguments::number_of(const std::string& name, py::handle value) const {
    if (PyFloat_CheckExact(value.ptr())) return PyFloat_AsDouble(value.ptr());
    return checked("number", field(name), value).cast<double>();
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
    return given ? checked("whole", field(name), given).cast<std::int64_t>() : otherwise;
}

std::uint64_t Arguments::seed(const char* name) const {
    const auto given = find(name);
    if (PyLong_CheckExact(given.ptr()))
        return cast<std::uint64_t>(name, given,
                                   "must be a whole number, at least 0 and below 2^64");
    return checked("seed", field(name), given).cast<std::uint64_t>();
}

std::string Arguments::text(const char* name, std::string otherwise) const {
    const auto given = find(name);
    return given ? checked("word", field(name), given).cast<std::string>() : otherwise;
}

std::vector<py::object> Arguments::items(const char* name, const char* rule) const {
    const auto given = find(name);
    if (!given) return {};
    return checked("items", field(name), given, rule).cast<std::vector<py::object>>();
}

std::vector<double> Arguments::numbers(const char* name) const {
    const auto given = find(name);
    if (!given) return {};
    return checked("numbers", field(name), given).cast<std::vector<double>>();
}

std::map<std::string, py::object> Arguments::named(const char* name, const char* rule) const {
    return checked("mapping", field(name), find(name), rule)
        .cast<std::map<std::string, py::object>>();
}

std::map<std::string, double> Arguments::named_numbers(const char* name) const {
    std::map<std::string, double> found;
    for (const auto& [key, item] : named(name, "must map names to numbers"))
        found[key] = number_of(name + ("." + key), item);
    return found;
}

std::map<std::string, std::variant<double, std::string>> Arguments::named_values(
    const char* name) const {
    std::map<std::string, std::variant<double, std::string>> found;
    for (const auto& [key, item] : named(name, "must map names to numbers or words")) {
        const std::string one = name + ("." + key);
        if (PyUnicode_Check(item.ptr()))
            found[key] = checked("word", field(one), item).cast<std::string>();
        else found[key] = number_of(one, item);
    }
    return found;
}

}  // namespace opiodyn::python
