#pragma once
/// A Reader reads what a run reports off a state, over any number type, like the equations.

#include <vector>

#include "equations/equations.hpp"
#include "opiodyn/equations/response.hpp"

namespace opiodyn::detail {

/// An Observation tells where a reported quantity comes from.
struct Observation {
    enum class Kind {
        state,
        concentration,
        occupancy,
        free,  // Kinds up to this one need pharmacokinetics and binding alone.
        tone,
        sigma,
        withdrawal,
        ogf,
        pain,  // Kinds from `tone` on need the response.
    };
    Kind kind{};
    std::size_t group{};  ///< This is a substance (concentration) or a receptor of the equations.
    std::size_t site{};   ///< This is a ligand at that receptor.
    Index state{};
};

/// A ToneShare is the weight of one receptor's tone in the pain index.
template <class T>
struct ToneShare {
    std::size_t receptor;  ///< This is a receptor of the equations.
    T weight;
};

/// A PainReadout is (21), and the receptors whose tone it takes.
template <class T>
struct PainReadout {
    response::Pain<T> pain;
    std::vector<ToneShare<T>> shares;
    Index cytokine;
};

template <class T, class State>
class Reader {
public:
    using Number = NumberOf<T, State>;

    /// Reads off state y. `pain` may be null if no pain is read.
    Reader(const Equations<T>& equations, const PainReadout<T>* pain, const State& y)
        : equations_(equations), pain_(pain), y_(y) {}

    Number operator()(const Observation& o) const {
        using Kind = Observation::Kind;
        switch (o.kind) {
            case Kind::state:
                return Number(y_[o.state]);
            case Kind::concentration: {
                const auto& substance = equations_.substances[o.group];
                return Number(y_[substance.central] / substance.V1);
            }
            case Kind::free:
            case Kind::occupancy:
                return share(o);
            case Kind::tone:
                return tone(o.group);
            case Kind::sigma:
                return sigma(o.group);
            case Kind::withdrawal:
                return response::withdrawal(
                    Number(y_[equations_.response.adaptation(o.group)->state]), tone(o.group));
            case Kind::ogf:
                return equations_.response.immune.front().relative_complex(y_);
            case Kind::pain:
                return pain();
        }
        return Number(0.0);
    }

private:
    /// Returns the fraction of a receptor population that a ligand holds, or that is free.
    Number share(const Observation& o) const {
        const auto& receptor = equations_.receptors[o.group];
        if (o.kind == Observation::Kind::free)
            return Number(equations_.free(receptor, y_) / receptor.total(y_));
        const auto& site = receptor.sites[o.site];
        const Number bound = equations_.kinetic
                                 ? Number(y_[site.bound])
                                 : Number(site.ratio(y_) * equations_.free(receptor, y_));
        return Number(bound / receptor.total(y_));
    }

    /// Returns s_r of (10).
    Number tone(std::size_t r) const {
        return equations_.response.tones[r].relative(equations_.signal(r, y_).S);
    }

    /// Returns sigma_r of (10), with the efficacy that adaptation leaves.
    Number sigma(std::size_t r) const {
        const auto& response = equations_.response;
        Number S = equations_.signal(r, y_).S;
        if (const auto* z = response.adaptation(r))
            S = S * response::efficacy(z->gZ, Number(y_[z->state]));
        return response::operational(S, response.tones[r].n);
    }

    /// Returns the pain index (21).
    Number pain() const {
        Number s_bar(0.0);
        for (const auto& [receptor, weight] : pain_->shares) s_bar += weight * tone(receptor);
        return response::index(pain_->pain, s_bar, Number(y_[pain_->cytokine]));
    }

    const Equations<T>& equations_;
    const PainReadout<T>* pain_;
    const State& y_;
};

}  // namespace opiodyn::detail
