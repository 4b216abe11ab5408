#pragma once
/// A Newton is the matrix of CVODE's Newton iteration, I - gamma J, in one of three forms. The first is dense. The
/// second has the elimination of our own library, planned from the model's structure: a linear solver of the user's,
/// as SUNDIALS foresees. The third is KLU, the sparse solver that SUNDIALS offers.

#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nvector.h>

#include <memory>

#include "system.hpp"

namespace rivals {

class Newton {
public:
    virtual ~Newton() = default;
    /// Attaches the matrix to CVODE, whose user data must be the `User` below.
    virtual void attach(void* cvode, N_Vector y, SUNContext context) = 0;
};

/// A User is CVODE's user data.
struct User {
    System& system;
    Newton& newton;
};

/// Throws std::runtime_error where a call to SUNDIALS has failed.
void require(int flag, const char* what);

std::unique_ptr<Newton> make_newton(Algebra algebra, const opiodyn::Model& model);

}  // namespace rivals
