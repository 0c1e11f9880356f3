import Kernel
import Platform
import Store

/// The names of the plans and courses behind the keys of a report's rows.
enum NamedPlans {
    /// The columns of `rows`, of which one is `plan`, after two more: `plan_name` and `plan_code`.
    ///
    /// A key that is no plan and no course, such as one of another system, stands for itself.
    static func beside(_ rows: SQL, _ context: ReportContext) -> SQL {
        let languages = context.languages
        return """
            SELECT COALESCE(\(text("n.name", in: languages)), \(text("c.title", in: languages)), g.plan) AS plan_name,
                   n.code AS plan_code, g.*
              FROM (\(rows)) g LEFT JOIN plan n ON \(SQL.text(ofID: "n.id")) = g.plan
              LEFT JOIN course c ON 'course:' || \(SQL.text(ofID: "c.id")) = g.plan
            """
    }

    /// A ``PlanText`` or ``Wording``, in the languages that these are written in.
    static func text(_ column: SQL, in languages: [Language]) -> SQL {
        let isEnglish = languages.first { $0 == .english || $0 == .italian } == .english
        return isEnglish ? "COALESCE(\(column) ->> 'en', \(column) ->> 'it')" : "\(column) ->> 'it'"
    }
}
