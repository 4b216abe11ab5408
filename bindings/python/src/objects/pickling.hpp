#pragma once
/// The state of a pickled object is a tuple of its kind, the number of the schema, and plain data.

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "bind.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::python {

/// The schema rises when the data of any kind change.
constexpr int pickle_schema = 5;

/// Returns the state of an object, from which from_state() makes it again.
template <class... Fields>
py::tuple state_of(const char* kind, const Fields&... fields) {
    return py::make_tuple(kind, pickle_schema, fields...);
}

/// Throws InputError unless the state is of that kind, schema and number of fields.
void check_state(const py::tuple& state, const std::string& kind, std::size_t fields);

/// Throws InputError because a field of the state has the wrong type.
[[noreturn]] void refuse_fields(const std::string& kind);

/// Returns the fields of a state. Throws InputError for a state that does not fit.
template <class... Fields>
std::tuple<Fields...> fields_of(const py::tuple& state, const char* kind) {
    check_state(state, kind, sizeof...(Fields));
    try {
        return [&]<std::size_t... i>(std::index_sequence<i...>) {
            return std::tuple<Fields...>{state[i + 2].template cast<Fields>()...};
        }(std::index_sequence_for<Fields...>{});
    } catch (const py::cast_error&) {
        refuse_fields(kind);
    } catch (const py::reference_cast_error&) {  // of None
        refuse_fields(kind);
    }
}

/// Returns an aggregate whose members are the fields of a state.
template <class Aggregate, class... Fields>
Aggregate from_state(const py::tuple& state, const char* kind) {
    return std::apply([](auto&&... fields) { return Aggregate{std::move(fields)...}; },
                      fields_of<Fields...>(state, kind));
}

/// Returns the record of a state, which a regimen checks. Throws InputError for another kind of record.
template <class Kind>
Kind record_of(const py::tuple& state) {
    const Regimen checked({from_plain(state)});
    if (const auto* record = std::get_if<Kind>(&checked.records().front())) return *record;
    throw InputError("pickle", std::string(py::repr(state[0])), "is another kind of record");
}

/// Returns how records of a kind are pickled.
template <class Kind>
auto record_pickle() {
    return py::pickle([](const Kind& record) { return to_plain(Record(record)); },
                      &record_of<Kind>);
}

}  // namespace opiodyn::python
