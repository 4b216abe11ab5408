#pragma once
/// What a run reports, read off a state: over any number type, like the equations.

#include <vector>

#include "equations/equations.hpp"
#include "opiodyn/equations/response.hpp"

namespace opiodyn::detail {

/// Where a reported quantity comes from.
struct Observation {
    enum class Kind {
        state,
        concentration,
        occupancy,
        free,  // nothing but pharmacokinetics and binding
        tone,
        sigma,
        withdrawal,
        ogf,
        pain,  // of the response
    };
    Kind kind{};
    std::size_t group{};  ///< substance (concentration) or receptor of the equations
    std::size_t site{};   ///< ligand at that receptor
    Index state{};
};

/// The weight of one receptor's tone in the pain index.
template <class T>
struct ToneShare {
    std::size_t receptor;  ///< of the equations
    T weight;
};

/// (21), and the receptors of which it takes the tone.
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

    /// `pain` may be null where it is not read.
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
    /// Fraction of a receptor population that a ligand holds, or that is free.
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

    /// s_r
    Number tone(std::size_t r) const {
        return equations_.response.tones[r].relative(equations_.signal(r, y_).S);
    }

    /// sigma_r, with the efficacy that adaptation leaves.
    Number sigma(std::size_t r) const {
        const auto& response = equations_.response;
        Number S = equations_.signal(r, y_).S;
        if (const auto* z = response.adaptation(r))
            S = S * response::efficacy(z->gZ, Number(y_[z->state]));
        return response::operational(S, response.tones[r].n);
    }

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
