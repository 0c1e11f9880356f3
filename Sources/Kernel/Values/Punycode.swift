import Foundation

/// Domain names in other scripts than Latin, in the ASCII form of mail servers and DNS (RFC 3492, RFC 5891).
enum Punycode {
    /// The domain with each label that is not ASCII as `xn--…`; nil for an invalid label.
    ///
    /// The mapping is that of browsers (UTS #46, non-transitional) for typed text: compatibility forms, case,
    /// the composed form, and the full stops of other scripts. Not covered are the rules of single scripts
    /// (RFC 5892, bidi and joiners); a name that needs a joiner is refused, and can be given as punycode.
    static func domain(_ name: String) -> String? {
        let dotted = String(name.unicodeScalars.map { fullStops.contains($0) ? "." : Character($0) })
        guard dotted.utf8.contains(where: { $0 >= 0x80 }) else { return dotted }
        let mapped = dotted.precomposedStringWithCompatibilityMapping.lowercased()
            .precomposedStringWithCompatibilityMapping
        var labels: [String] = []
        for label in mapped.split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                let scalars = Array(label.unicodeScalars)
                guard isLabel(scalars), let code = encoded(scalars) else { return nil }
                labels.append("xn--" + code)
            }
        }
        return labels.joined(separator: ".")
    }

    private static let fullStops: Set<Unicode.Scalar> = ["\u{3002}", "\u{FF0E}", "\u{FF61}"]

    private static func isLabel(_ scalars: [Unicode.Scalar]) -> Bool {
        guard let first = scalars.first, !isMark(first), scalars.count <= 63 else { return false }
        return scalars.allSatisfy { scalar in
            if scalar == "-" || isMark(scalar) { return true }
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber: return true
            default: return false
            }
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    /// RFC 3492, 6.3, for labels of at most 63 scalars, so that nothing can overflow.
    static func encoded(_ scalars: [Unicode.Scalar]) -> String? {
        let plain = scalars.filter(\.isASCII)
        var output = String(String.UnicodeScalarView(plain)) + (plain.isEmpty ? "" : "-")
        var (code, delta, bias, handled) = (UInt32(128), 0, 72, plain.count)
        while handled < scalars.count {
            guard let next = scalars.map(\.value).filter({ $0 >= code }).min() else { return nil }
            delta += Int(next - code) * (handled + 1)
            code = next
            for scalar in scalars {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                output += integer(delta, bias)
                bias = adapted(delta, handled + 1, isFirst: handled == plain.count)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    private static func integer(_ delta: Int, _ bias: Int) -> String {
        var (text, rest, position) = ("", delta, 36)
        while true {
            let threshold = min(26, max(1, position - bias))
            guard rest >= threshold else { return text + digit(rest) }
            text += digit(threshold + (rest - threshold) % (36 - threshold))
            rest = (rest - threshold) / (36 - threshold)
            position += 36
        }
    }

    private static func digit(_ value: Int) -> String {
        String(Unicode.Scalar(UInt8(value < 26 ? 97 + value : 22 + value)))
    }

    static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var (delta, steps) = (isFirst ? delta / 700 : delta / 2, 0)
        delta += delta / count
        while delta > 455 {
            delta /= 35
            steps += 36
        }
        return steps + 36 * delta / (delta + 38)
    }
}
