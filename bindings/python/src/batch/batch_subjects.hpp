#pragma once
/// This header makes subjects of the rows of a batch, as Python describes them.

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/people.hpp"

namespace opiodyn::python {

/// RowParts are what rows are made of. Row i has the model rows(i, 0) with values(i, j) for the parameter
/// names[j]. It takes the regimen rows(i, 1), and is the person rows(i, 2) if that is not below 0. A
/// model's covariates act after the parameters, as when it was made.
struct RowParts {
    using Rows = Eigen::Matrix<std::int64_t, -1, 3, Eigen::RowMajor>;
    using Values = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>;

    std::vector<Model> models;
    std::vector<Covariates> covariates;
    std::vector<Regimen> regimens;
    std::vector<Person> people;
    Rows rows;
    std::vector<std::string> names;
    Values values;
    std::vector<std::string> columns;  ///< Every model must have these columns.
};

/// Subjects are the rows that can be subjects; the others have a fault.
struct Subjects {
    std::vector<Subject> made;
    std::vector<std::size_t> rows;    ///< Each subject has this row.
    std::vector<std::string> faults;  ///< The fault of each row is empty where there is none.
};

/// Makes subjects of rows in so many threads. `stop` ends it early, and leaves the rest as neither made nor
/// at fault.
Subjects make_subjects(const RowParts& parts, std::size_t threads,
                       const std::function<bool()>& stop);

}  // namespace opiodyn::python
