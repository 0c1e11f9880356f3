import Kernel
import Platform
import Store

extension Course {
    /// Courses are found by their titles, their description and their location.
    static let searched = SearchedTable("course", key: "id", columns: "title, description, location") { row in
        searchText(try row.json(), try row.next(), try row.next(String?.self))
    }

    static func searchText(_ title: Wording, _ description: String, _ location: String?) -> String {
        SearchText.stored([title.it.rawValue, title.en?.rawValue, description, location])
    }
}
