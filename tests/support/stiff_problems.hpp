#pragma once
/// This header has five problems of the Test Set for Initial Value Problem Solvers, release 2.4 (Mazzia, Magherini
/// 2008). Each is written once over a number type, so that dual numbers give its exact Jacobian.

#include <Eigen/Core>
#include <array>
#include <cstddef>

#include "opiodyn/scalars/dual.hpp"

namespace support {

template <class T, std::size_t n>
using Rates = std::array<T, n>;

/// HIRES is a chemical reaction of plant physiology.
struct Hires {
    static constexpr std::size_t size = 8;
    static constexpr const char* name = "HIRES";
    static constexpr Rates<double, size> start{1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0057};

    template <class T>
    static Rates<T, size> rates(const Rates<T, size>& y) {
        const T bound = 280.0 * y[5] * y[7];
        return {-1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007,
                1.71 * y[0] - 8.75 * y[1],
                -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
                8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3],
                -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
                -bound + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6],
                bound - 1.81 * y[6],
                1.81 * y[6] - bound};
    }
};

/// ROBER is Robertson's autocatalytic reaction.
struct Rober {
    static constexpr std::size_t size = 3;
    static constexpr const char* name = "ROBER";
    static constexpr Rates<double, size> start{1.0, 0.0, 0.0};

    template <class T>
    static Rates<T, size> rates(const Rates<T, size>& y) {
        const T slow = 0.04 * y[0], back = 1e4 * y[1] * y[2], fast = 3e7 * y[1] * y[1];
        return {back - slow, slow - back - fast, fast};
    }
};

/// OREGO is the Oregonator, the Belousov-Zhabotinskii reaction, with a limit cycle.
struct Orego {
    static constexpr std::size_t size = 3;
    static constexpr const char* name = "OREGO";
    static constexpr Rates<double, size> start{1.0, 2.0, 3.0};

    template <class T>
    static Rates<T, size> rates(const Rates<T, size>& y) {
        return {77.27 * (y[1] + y[0] * (1.0 - 8.375e-6 * y[0] - y[1])),
                (y[2] - (1.0 + y[0]) * y[1]) / 77.27, 0.161 * (y[0] - y[2])};
    }
};

/// VDPOL is Van der Pol's oscillator with epsilon 1e-6.
struct Vdpol {
    static constexpr std::size_t size = 2;
    static constexpr const char* name = "VDPOL";
    static constexpr Rates<double, size> start{2.0, 0.0};

    template <class T>
    static Rates<T, size> rates(const Rates<T, size>& y) {
        return {y[1], ((1.0 - y[0] * y[0]) * y[1] - y[0]) / 1e-6};
    }
};

/// POLLU is the chemical part of an air pollution model: 20 species, 25 reactions.
struct Pollu {
    static constexpr std::size_t size = 20;
    static constexpr const char* name = "POLLU";
    static constexpr Rates<double, size> start{0.0, 0.2,  0.0,   0.04, 0.0, 0.0, 0.1,
                                               0.3, 0.01, 0.0,   0.0,  0.0, 0.0, 0.0,
                                               0.0, 0.0,  0.007, 0.0,  0.0, 0.0};

    template <class T>
    static Rates<T, size> rates(const Rates<T, size>& x) {
        const auto y = [&](std::size_t species) { return x[species - 1]; };
        const std::array<T, 26> r{T(0.0),  // Reactions have numbers from 1.
                                  0.35 * y(1),
                                  26.6 * y(2) * y(4),
                                  1.23e4 * y(5) * y(2),
                                  8.6e-4 * y(7),
                                  8.2e-4 * y(7),
                                  1.5e4 * y(7) * y(6),
                                  1.3e-4 * y(9),
                                  2.4e4 * y(9) * y(6),
                                  1.65e4 * y(11) * y(2),
                                  9e3 * y(11) * y(1),
                                  0.022 * y(13),
                                  1.2e4 * y(10) * y(2),
                                  1.88 * y(14),
                                  1.63e4 * y(1) * y(6),
                                  4.8e6 * y(3),
                                  3.5e-4 * y(4),
                                  0.0175 * y(4),
                                  1e8 * y(16),
                                  4.44e11 * y(16),
                                  1.24e3 * y(17) * y(6),
                                  2.1 * y(19),
                                  5.78 * y(19),
                                  0.0474 * y(1) * y(4),
                                  1.78e3 * y(19) * y(1),
                                  3.12 * y(20)};
        return {r[2] + r[3] + r[9] + r[11] + r[12] + r[22] + r[25] - r[1] - r[10] - r[14] - r[23] -
                    r[24],
                r[1] + r[21] - r[2] - r[3] - r[9] - r[12],
                r[1] + r[17] + r[19] + r[22] - r[15],
                r[15] - r[2] - r[16] - r[17] - r[23],
                2.0 * r[4] + r[6] + r[7] + r[13] + r[20] - r[3],
                r[3] + 2.0 * r[18] - r[6] - r[8] - r[14] - r[20],
                r[13] - r[4] - r[5] - r[6],
                r[4] + r[5] + r[6] + r[7],
                -r[7] - r[8],
                r[7] + r[9] - r[12],
                r[8] + r[11] - r[9] - r[10],
                r[9],
                r[10] - r[11],
                r[12] - r[13],
                r[14],
                r[16] - r[18] - r[19],
                -r[20],
                r[20],
                r[23] + r[25] - r[21] - r[22] - r[24],
                r[24] - r[25]};
    }
};

/// A StiffSystem is a problem as Rodas5P takes it. No problem depends on time.
template <class Problem>
struct StiffSystem {
    static constexpr auto n = static_cast<Eigen::Index>(Problem::size);

    void derivative(double, const Eigen::VectorXd& y, Eigen::VectorXd& out) const {
        Rates<double, Problem::size> state;
        Eigen::VectorXd::Map(state.data(), n) = y;
        const auto rates = Problem::rates(state);
        out = Eigen::VectorXd::Map(rates.data(), n);
    }
    void jacobian(double, const Eigen::VectorXd& y, Eigen::MatrixXd& J) const {
        Rates<opiodyn::Dual<Problem::size>, Problem::size> state;
        for (std::size_t i = 0; i < Problem::size; ++i) {
            state[i] = y[static_cast<Eigen::Index>(i)];
            state[i].slope[i] = 1.0;
        }
        const auto rates = Problem::rates(state);
        J.resize(n, n);
        for (Eigen::Index i = 0; i < n; ++i)
            J.row(i) = Eigen::RowVectorXd::Map(rates[static_cast<std::size_t>(i)].slope.data(), n);
    }
    void time_derivative(double, const Eigen::VectorXd&, Eigen::VectorXd& out) const {
        out.setZero(n);
    }
};

}  // namespace support
