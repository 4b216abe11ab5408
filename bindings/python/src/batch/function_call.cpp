#include "batch/function_call.hpp"

#include <memory>

#include "signal_watch.hpp"

namespace opiodyn::python {

bool signal_arrived() {
    thread_local SignalWatch watch(nullptr);
    return watch();
}

py::array array_of(std::vector<double> numbers, std::vector<py::ssize_t> shape) {
    auto held = std::make_unique<std::vector<double>>(std::move(numbers));
    const double* data = held->data();
    const py::capsule owner(held.release(),
                            [](void* p) { delete static_cast<std::vector<double>*>(p); });
    return py::array_t<double>(std::move(shape), data, owner);
}

py::list faults_of(const std::vector<RunStatus>& status) {
    py::list faults;
    for (std::size_t row = 0; row < status.size(); ++row)
        if (!status[row].complete())
            faults.append(py::make_tuple(row, status[row].code, status[row].text));
    return faults;
}

}  // namespace opiodyn::python
