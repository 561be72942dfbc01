// The form of a template as Backstage shows it: the same library, theme and validator, a page a step, what is filled in kept for all pages.
// It stands in for Backstage's own frame, which takes a whole app; fields of Backstage's own (`ui:field`) are not in it.
import { createTheme, CssBaseline, Paper, Step, StepContent, StepLabel, Stepper, ThemeProvider } from '@material-ui/core';
import { Typography, useMediaQuery } from '@material-ui/core';
import { withTheme } from '@rjsf/core';
import { Theme } from '@rjsf/material-ui';
import validator from '@rjsf/validator-ajv8';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const Form = withTheme(Theme);
const { metadata, spec } = globalThis.template;

function Wizard() {
  const [active, setActive] = useState(0);
  const [answers, setAnswers] = useState({});
  // How often a page was handed over, taken or refused: what a test waits for.
  const [handed, setHanded] = useState(0);
  const type = useMediaQuery('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const keep = ({ formData }) => setAnswers((before) => ({ ...before, ...formData }));
  return (
    <ThemeProvider theme={createTheme({ palette: { type } })}>
      <CssBaseline />
      <Paper data-handed={handed} style={{ maxWidth: 900, margin: '1rem auto', padding: '1rem' }}>
        <Typography variant="h5">{metadata.title}</Typography>
        <Stepper activeStep={active} orientation="vertical">
          {spec.parameters.map(({ title, description, ...schema }, index) => (
            <Step key={title}>
              <StepLabel>{title}</StepLabel>
              {/* What moves while it opens takes no click. */}
              <StepContent transitionDuration={0}>
                <Typography>{description}</Typography>
                {index === active && (
                  <Form
                    schema={{ type: 'object', ...schema }}
                    formData={answers}
                    validator={validator}
                    noHtml5Validate
                    showErrorList={false}
                    experimental_defaultFormStateBehavior={{ allOf: 'populateDefaults' }}
                    onChange={keep}
                    onError={() => setHanded(handed + 1)}
                    onSubmit={(filled) => {
                      keep(filled);
                      setActive(active + 1);
                      setHanded(handed + 1);
                    }}
                  />
                )}
              </StepContent>
            </Step>
          ))}
        </Stepper>
        {active === spec.parameters.length && <output>{JSON.stringify(answers)}</output>}
      </Paper>
    </ThemeProvider>
  );
}

createRoot(document.getElementById('form')).render(<Wizard />);
