import Kernel
import Platform
import Store

/// The names of the plans and courses that were paid for, by the keys of the payments.
@Sendable func purposeNames(
    _ keys: [String],
    _ languages: [Language],
    _ tx: borrowing Tx
) throws -> [String: PurposeName] {
    let plans = Set(keys.compactMap { ID<Plan>($0) })
    let courses = Set(keys.compactMap { Course.named(in: $0) })
    var names: [String: PurposeName] = [:]
    if !plans.isEmpty {
        let found: [Plan] = try tx.all("SELECT \(Plan.columns) FROM plan n WHERE n.id \(in: plans)")
        for plan in found {
            names[plan.id.description] = PurposeName(
                name: plan.name.text(in: languages),
                code: plan.code.rawValue
            )
        }
    }
    if !courses.isEmpty {
        try tx.forEach("SELECT c.id, c.title FROM course c WHERE c.id \(in: courses)") { row in
            let course: ID<Course> = try row.next()
            let title: Wording = try row.json()
            names["course:\(course)"] = PurposeName(name: title.text(in: languages))
        }
    }
    return names
}

/// The keys of the plans and courses whose names, or a plan's code, have the words of a question.
@Sendable func purposesFound(_ question: SearchQuestion, _ tx: borrowing Tx) throws -> [String] {
    let plans = try Plan.found(by: question, tx).map { $0.id.description }
    let courses = try Course.found(by: question, tx).map { "course:\($0)" }
    return plans + courses
}

/// The names of all plans and courses with the keys of their payments, for the order of a list.
@Sendable func purposeTitles(_ languages: [Language]) -> SQL? {
    let (plans, courses) = (SQL.text(ofID: "n.id"), SQL.text(ofID: "c.id"))
    return """
        SELECT \(plans) AS purpose, \(NamedPlans.text("n.name", in: languages)) AS title FROM plan n
        UNION ALL
        SELECT 'course:' || \(courses), \(NamedPlans.text("c.title", in: languages)) FROM course c
        """
}

extension Plan {
    /// The plans whose code or name has the words of a question.
    static func found(by question: SearchQuestion, _ tx: borrowing Tx) throws -> [Plan] {
        try all(tx).filter { plan in
            let names: [String?] = [plan.code.rawValue, plan.name.it.rawValue, plan.name.en?.rawValue]
            return question.finds(SearchText.stored(names))
        }
    }
}

extension Course {
    /// The courses whose title has the words of a question: more than the title is stored as their words.
    fileprivate static func found(by question: SearchQuestion, _ tx: borrowing Tx) throws -> [ID<Course>] {
        let isLike = question.condition(in: "c.search_text")
        var courses: [ID<Course>] = []
        try tx.forEach("SELECT c.id, c.title FROM course c WHERE \(isLike)") { row in
            let course: ID<Course> = try row.next()
            let title: Wording = try row.json()
            let words = SearchText.stored([title.it.rawValue, title.en?.rawValue])
            if question.finds(words) { courses.append(course) }
        }
        return courses
    }

    fileprivate static func named(in purpose: String) -> ID<Course>? {
        purpose.hasPrefix("course:") ? ID<Course>(String(purpose.dropFirst(7))) : nil
    }
}
